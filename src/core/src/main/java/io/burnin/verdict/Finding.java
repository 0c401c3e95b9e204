package io.burnin.verdict;

import io.burnin.plan.Criterion.Severity;

/** An issue found. */
public record Finding(String description, Severity severity, Action action, String source) {

    public enum Action {
        FIX,
        MONITOR,
        ACCEPT
    }
}
