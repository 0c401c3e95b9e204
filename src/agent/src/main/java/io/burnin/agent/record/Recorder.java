package io.burnin.agent.record;

import io.burnin.protocol.RunRecord;
import java.util.List;

/**
 * Takes everything that a run does and sees to the journal. Safe for many threads. What {@link #write} and {@link #note} took
 * survives a kill of the agent once they return; readings are gathered for up to a second and survive whole or not at all.
 */
public interface Recorder {

    /** A record that must be on disk before anything else happens: intents, outcomes, events. */
    void write(RunRecord record);

    /** What a probe saw; {@code owner} is the probe's name and gets the checkpoint back after a restart. */
    void reading(String owner, Reading reading);

    /**
     * Records that belong together and may be missing, with a note of that owner: all of it is on disk, or nothing.
     *
     * @return false if there is no room for it
     */
    boolean together(List<RunRecord> records, String owner, String note);

    /** A line that is not sent; {@code owner} gets all its notes back, in order, after a restart. */
    void note(String owner, String text);

    /** Nothing more is to come from that probe or load; that it falls silent means nothing. */
    default void over(String owner) {}
}
