package io.burnin.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan that cannot be used, with everything that is wrong with it. */
public final class PlanException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public PlanException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "%d:%d %s".formatted(problem.line(), problem.column(), problem.message()))
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
