package io.burnin.agent.schedule;

import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.RunRecord.RunEnded;
import java.util.Optional;

/** What an agent does with a run that it was given, from the first record to the last. */
public interface Execution {

    /** @return how it ended; empty if it goes on when the agent is started again */
    Optional<RunEnded> run();

    /** Ends it before its time; returns at once. The first reason counts. */
    void stop(Stop why);

    /** Lets it last longer than its plan says, as soon as that is on disk. A repeated order changes nothing. */
    void extend(Heartbeat.Order order);

    /** A check of it is red for certain, and it goes on; returns at once. */
    default void red(String reason) {}

    /** What it is doing, for people. */
    String doing();
}
