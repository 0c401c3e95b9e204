package io.burnin.agent.probe.ledger;

import java.util.Locale;

/** What a book counts. */
public enum Quantity {
    SUBMITTED,
    HANDLED,
    DONE,
    FAILED,
    LOST,
    DUPLICATED,
    REDELIVERED,
    RECOVERED,
    UNEXPECTED;

    /** Its name in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can only be known by those who see executions begin. */
    public boolean needsExecutions() {
        return switch (this) {
            case HANDLED, DUPLICATED, REDELIVERED, RECOVERED -> true;
            case SUBMITTED, DONE, FAILED, LOST, UNEXPECTED -> false;
        };
    }
}
