package io.burnin.agent.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the journal kept for the parts of a run when the agent was restarted in the middle of it. Empty in a new run. */
public record Remembered(Map<String, List<String>> notes, Map<String, String> checkpoints) {

    public static final Remembered NOTHING = new Remembered(Map.of(), Map.of());

    public Remembered {
        notes = Map.copyOf(notes);
        checkpoints = Map.copyOf(checkpoints);
    }

    /** Every note of that owner, in the order in which they were taken. */
    public List<String> notesOf(String owner) {
        return notes.getOrDefault(owner, List.of());
    }

    /** The checkpoint of its last reading that reached the disk. */
    public Optional<String> checkpointOf(String owner) {
        return Optional.ofNullable(checkpoints.get(owner));
    }
}
