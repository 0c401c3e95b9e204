package io.burnin.agent.probe.ledger;

/**
 * How often an id was begun, as each witness saw it, and how many of those executions somebody died over; packed into a long,
 * since a book remembers all ids of a run. Two witnesses of the same execution do not make it two: the one who saw most counts.
 */
final class Executions {

    static final long NONE = 0;
    static final int MOST_WITNESSES = 4;

    private static final int BITS = 12;
    private static final int MOST = (1 << BITS) - 1;

    private Executions() {}

    static long seenBy(long executions, int witness) {
        return seenBy(executions, witness, MOST_WITNESSES) == MOST ? executions : executions + (1L << witness * BITS);
    }

    static boolean hasSeen(long executions, int witness) {
        return seenBy(executions, witness, MOST_WITNESSES) > 0;
    }

    static int count(long executions) {
        int most = 0;
        for (int witness = 0; witness < MOST_WITNESSES; witness++) {
            most = Math.max(most, seenBy(executions, witness, MOST_WITNESSES));
        }
        return most;
    }

    /** All that have begun are over. */
    static long abandoned(long executions) {
        long seen = executions & (1L << MOST_WITNESSES * BITS) - 1;
        return seen | (long) count(executions) << MOST_WITNESSES * BITS;
    }

    /** Whether the execution before that one was abandoned. */
    static boolean wasAbandonedBefore(long executions, int number) {
        return (int) (executions >>> MOST_WITNESSES * BITS) == number - 1;
    }

    private static int seenBy(long executions, int witness, int witnesses) {
        if (witness < 0 || witness >= witnesses) {
            throw new IllegalArgumentException("witness %d of at most %d".formatted(witness, witnesses));
        }
        return (int) (executions >>> witness * BITS) & MOST;
    }
}
