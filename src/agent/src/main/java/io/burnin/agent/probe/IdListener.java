package io.burnin.agent.probe;

import java.time.Instant;

/** Told of every id that a sensor comes across. After a restart of the agent some are told a second time. */
@FunctionalInterface
interface IdListener {

    /**
     * @param source where it was found; with {@code offset} the same for the same finding, and the offsets of a source rise
     */
    void seen(String id, Instant at, String source, long offset);
}
