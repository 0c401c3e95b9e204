package io.burnin.plan;

import java.util.List;
import java.util.Optional;

/**
 * A value that the target or the caller may give.
 *
 * @param fallback what holds if nobody gives one; a parameter without it must be given
 * @param values the only ones allowed; empty if any is
 */
public record Parameter(
        String name,
        Type type,
        Role role,
        Optional<ParameterValue> fallback,
        Optional<String> min,
        Optional<String> max,
        List<String> values,
        String description) {

    public Parameter {
        values = List.copyOf(values);
    }

    public enum Type {
        TEXT,
        NUMBER,
        DURATION,
        LIST
    }

    /** What it is true of: the place, the load, or a limit. Runs with another load are not comparable. */
    public enum Role {
        PLACE,
        LOAD,
        LIMIT
    }
}
