package io.burnin.verdict;

import io.burnin.plan.Criterion.Severity;
import java.util.List;

/**
 * An issue found.
 *
 * @param source the criterion that shows it best, what it is about if that is no criterion, or who added it
 * @param criteria all criteria that are not green for it; none if a person added it, or if it is about the run
 */
public record Finding(String description, Severity severity, Action action, String source, List<String> criteria) {

    public Finding {
        criteria = List.copyOf(criteria);
    }

    /** Of no criterion. */
    public Finding(String description, Severity severity, Action action, String source) {
        this(description, severity, action, source, List.of());
    }

    public Finding accepted() {
        return new Finding(description, severity, Action.ACCEPT, source, criteria);
    }

    public enum Action {
        FIX,
        MONITOR,
        ACCEPT
    }
}
