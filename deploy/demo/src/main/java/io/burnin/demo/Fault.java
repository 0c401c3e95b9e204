package io.burnin.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What can be wrong with this system, by name. A fault changes what the processes do, never a number that they report.
 *
 * <p>A fault that strikes has two numbers: at every which occasion, and at most how often in all. Few strikes keep
 * the damage where it can be told from that of another fault.
 */
enum Fault {
    /** Executes a job twice. Often enough to meet one of any few that a test submits while others come, too. */
    DUPLICATE_JOBS(3),
    /** Removes a claimed job without a result. */
    LOST_JOBS(30, 3),
    /** Leaves a claim behind when the job is put away. */
    STALE_CLAIMS(20, 3),
    MANY_STALE_CLAIMS(15, 8),
    /** A job takes so long that the 95th percentile lies between 500 and 1000 ms. */
    SLOW_JOBS(10),
    VERY_SLOW_JOBS(10),
    /** Another holder keeps the lock of the state file for longer than a same-state transition waits. */
    LOCK_CONTENTION(33),
    /** The same for any transition over the API. */
    HEAVY_LOCK_CONTENTION(8),
    /** So many seconds after the first job, the state file is written only in part. */
    CORRUPT_STATE(8),
    /** Half a line, then the whole: one of a transition to the same state, and one of a change. */
    TORN_LOG_LINE(20, 1),
    /** Logs a transition again, with its id and a new time: one to the same state, and one change. */
    DUPLICATE_TRANSITION(30, 1),
    /** A change of state over the API that is never logged. */
    MISSING_TRANSITION(5, 1),
    /** A notification that cannot reach the core, however often it is tried. */
    LOST_NOTIFICATIONS(120),
    MANY_LOST_NOTIFICATIONS(40),
    /** So many seconds after the first job, the worker dies in its first life. */
    WORKER_CRASH(10),
    /** Megabytes a second. */
    MEMORY_LEAK(4),
    /** Handles a second. */
    HANDLE_LEAK(10),
    /** Percent of a core. */
    BUSY_IDLE(12),
    /** Every other start of core and relay ends at once. The next works, so that what comes later can still be tested. */
    NO_RECOVERY,
    /** So many seconds after the first job, no job is handled any more. */
    WEDGED(20),
    /** So many seconds after the first job, every POST but the worker's is refused. */
    REJECTING(20),
    /** The relay's child outlives its wrapper. */
    SURVIVOR,
    /** The worker hears of no event and looks ten times a second. */
    POLLING_MODE,
    /** A notification that failed saves no report. */
    SILENT_NOTIFICATIONS,
    /** A restarted core takes no result of a job from before. */
    NO_SYNC_AFTER_RESTART,
    /** A restarted worker ignores the unclaimed job files that it finds. */
    IGNORES_UNCLAIMED,
    /** A restarted core begins afresh, PAUSED. */
    FORGETS_STATE,
    /** So many milliseconds without a core kill the worker: long enough to save the reports that the outage makes. */
    WORKER_DIES_WITHOUT_CORE(3000);

    private final int usual;
    private final int atMost;

    Fault() {
        this(1);
    }

    Fault(int usual) {
        this(usual, Integer.MAX_VALUE);
    }

    Fault(int usual, int atMost) {
        this.usual = usual;
        this.atMost = atMost;
    }

    /** As in the file of faults. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value that holds when the file names none; its meaning stands with the fault. */
    int usual() {
        return usual;
    }

    /** How often the fault strikes in all. */
    int atMost() {
        return atMost;
    }

    static Fault of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown fault '%s'; one of %s"
                        .formatted(
                                label, Arrays.stream(values()).map(Fault::label).collect(Collectors.joining(", ")))));
    }
}
