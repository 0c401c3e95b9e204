package io.burnin.agent.journal;

import java.nio.file.Path;

/**
 * One of the files that a journal consists of.
 *
 * @param number 1, 2, …; the highest is the one that grows
 * @param thinned what has been taken out of it
 * @param lastSeq below {@code firstSeq} if it holds no record
 * @param bytes how much of it may be read
 */
record Segment(int number, Thinned thinned, Path path, long firstSeq, long lastSeq, long bytes) {

    enum Thinned {
        NOTHING,
        SAMPLES,
        MEASUREMENTS
    }

    /** The first is called as the journal is, each further one has its number behind that. */
    static Path path(Path journal, int number) {
        return number == 1 ? journal : journal.resolveSibling(journal.getFileName() + "." + number);
    }

    /** Whether a place in the other is the same place in this one. */
    boolean isSameFileAs(Segment other) {
        return number == other.number && thinned == other.thinned;
    }
}
