package io.burnin.agent.probe;

import io.burnin.agent.record.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A probe at work. One thread at a time reads it. */
public interface Sensor {

    /**
     * Called before the first reading, until it succeeds.
     *
     * @param notes what it noted before a restart of the agent; none in a new run
     * @param checkpoint of its last reading that reached the disk; empty in a new run, where what exists already was not
     *     brought about by that run
     */
    default void begin(List<String> notes, Optional<String> checkpoint) throws IOException {}

    /** @throws IOException if there is nothing to read, with the reason in a few words; it is recorded as absent, never as 0 */
    Reading read() throws IOException, InterruptedException;
}
