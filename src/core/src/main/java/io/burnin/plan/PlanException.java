package io.burnin.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan that cannot be used, with everything that is wrong with it. */
public final class PlanException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public PlanException(List<Problem> problems) {
        super(problems.stream().map(PlanException::inOneLine).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    private static String inOneLine(Problem problem) {
        String remedy =
                problem.remedy().isBlank() ? "" : "; " + problem.remedy().replace("\n", " ");
        return "%d:%d %s%s".formatted(problem.line(), problem.column(), problem.message(), remedy);
    }

    public List<Problem> problems() {
        return problems;
    }
}
