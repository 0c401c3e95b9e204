package io.burnin.agent.probe;

import io.burnin.agent.record.Reading;
import java.io.IOException;
import java.util.List;

/** A probe at work. One thread at a time reads it. */
public interface Sensor {

    /** Where it left off before a restart of the agent; called once before the first reading, not at all in a new run. */
    default void restore(List<String> notes, String lastCheckpoint) throws IOException {}

    /** @throws IOException if there is nothing to read, with the reason in a few words; it is recorded as absent, never as 0 */
    Reading read() throws IOException, InterruptedException;
}
