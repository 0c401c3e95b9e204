package io.burnin.agent.journal;

import java.nio.file.Path;

/**
 * How much of the disk journals may take.
 *
 * @param size what the journal of a run may grow to, in bytes; beyond it, its oldest measurements are thinned
 * @param keepFree below so many free bytes no measurement is written, so that steps still can be
 */
public record Limits(long size, long keepFree) {

    public static final Limits DEFAULT = new Limits(2_000_000_000, 100_000_000);

    private static final long SMALLEST_SEGMENT = 1 << 10;
    private static final long LARGEST_SEGMENT = 32 << 20;
    private static final long SMALLEST_RESERVE = 64 << 10;
    private static final long LARGEST_RESERVE = 1 << 20;

    public Limits {
        if (size < 0 || keepFree < 0) {
            throw new IllegalArgumentException("no limits: %d and %d bytes".formatted(size, keepFree));
        }
    }

    /** Whether so much is free on the disk of that file that measurements may be written. */
    boolean leaveRoomOn(Path file) {
        return file.toFile().getUsableSpace() >= keepFree;
    }

    /** When a journal goes on in a new file: thinning rewrites one at a time. */
    long segment() {
        return Math.clamp(size / 32, SMALLEST_SEGMENT, LARGEST_SEGMENT);
    }

    /** What is set aside on the disk for the steps of a run, so that they can be undone when others have filled it. */
    long reserve() {
        return Math.clamp(keepFree / 8, SMALLEST_RESERVE, LARGEST_RESERVE);
    }
}
