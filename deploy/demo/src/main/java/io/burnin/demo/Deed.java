package io.burnin.demo;

import java.util.Locale;

/** What a process can have done. */
enum Deed {
    PROCESS_STARTED,
    PROCESS_STOPPED,
    JOB_ACCEPTED,
    JOB_DISPATCHED,
    /** With {@code ms}, from its creation, and how it ended. */
    JOB_COMPLETED,
    /** Another result of a job that was completed before. */
    REPEATED_RESULT_TAKEN,
    CLAIM_TAKEN,
    STALE_CLAIM_REMOVED,
    EXECUTION_BEGUN,
    /** With {@code ms}, from the job file's last change to the result's being there. */
    EXECUTION_FINISHED,
    RESULT_WRITTEN,
    RESULT_FROM_CACHE,
    JOB_PUT_AWAY,
    CORE_NOTIFIED,
    NOTIFICATION_FAILED,
    REPORT_SAVED,
    TRANSITION_LOGGED,
    TRANSITION_MADE,
    LOCK_TIMEOUT,
    FAULT_ACTED;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
