package io.burnin.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One reading of a plan: what it is read with, and everything found wrong on the way. */
final class Reading {

    private static final int MOST_PROBLEMS = 100;

    private final SourceText source;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private Parameters parameters = Parameters.NONE;

    Reading(SourceText source) {
        this.source = source;
    }

    Parameters parameters() {
        return parameters;
    }

    /** From here on these are put in. */
    void use(Parameters resolved) {
        parameters = resolved;
    }

    void error(String rule, Node.Place place, String path, String message, String remedy) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(
                    new Problem(Problem.Severity.ERROR, rule, place.line(), place.column(), path, message, remedy));
        }
    }

    /** {@code write: green: below 5 %}, or the other remedy if the line cannot be corrected. */
    String corrected(Node.Place place, String found, String by, String otherwise) {
        return source.corrected(place, found, by).map(line -> "write: " + line).orElse(otherwise);
    }

    String line(Node.Place place) {
        return source.line(place.line());
    }

    List<Problem> problems() {
        return new ArrayList<>(problems);
    }
}
