package io.burnin.agent.probe.tail;

/**
 * How far a file was read; survives a restart of the agent.
 *
 * @param key the file's identity: what the system calls it, or its path where the system has no such thing
 * @param generation grows when the file is written anew under the same identity
 * @param offset where the first line begins that was not yet delivered
 * @param headLength how many of its first bytes {@code head} is the checksum of
 * @param skipping whether the rest of the line at {@code offset} is not to be delivered
 */
public record Cursor(
        String path, String key, int generation, long offset, int headLength, int head, boolean skipping, State state) {

    public enum State {
        /** It matches the pattern. */
        PRESENT,
        /** Another file has taken its name; somebody may still write to it. */
        ROTATED,
        /** Deleted, or rotated and read to its end. The system may give its identity to another file. */
        GONE
    }
}
