package io.burnin.server.plan;

import io.burnin.plan.PlanException;
import io.burnin.plan.Problem.Severity;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import java.util.Comparator;
import java.util.List;

/** A plan that cannot be used, as a refusal that lists everything that is wrong with it. */
public final class PlanProblems {

    /** In the order of the text; but what YAML made of a line explains whatever else is wrong in it. */
    private static final Comparator<io.burnin.plan.Problem> MOST_TELLING = Comparator.comparingInt(
                    io.burnin.plan.Problem::line)
            .thenComparing(problem -> !problem.rule().equals("yaml"))
            .thenComparingInt(io.burnin.plan.Problem::column);

    public static Problem of(PlanException wrong) {
        return of(wrong.problems());
    }

    static Problem of(List<io.burnin.plan.Problem> problems) {
        List<io.burnin.plan.Problem> errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .sorted(MOST_TELLING)
                .toList();
        io.burnin.plan.Problem first = errors.getFirst();
        String remedy = first.remedy().isEmpty() ? "" : "; " + first.remedy();
        String more = errors.size() == 1 ? "" : " (and %d more)".formatted(errors.size() - 1);
        return Problem.of(
                        ProblemType.INVALID_PLAN,
                        "line %d, column %d: %s%s%s",
                        first.line(),
                        first.column(),
                        first.message(),
                        remedy,
                        more)
                .with("problems", problems);
    }

    private PlanProblems() {}
}
