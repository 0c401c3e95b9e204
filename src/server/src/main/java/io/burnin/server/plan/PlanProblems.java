package io.burnin.server.plan;

import io.burnin.plan.PlanException;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import java.util.List;

/** A plan that cannot be used, as a refusal that lists everything that is wrong with it. */
public final class PlanProblems {

    public static Problem of(PlanException wrong) {
        return of(wrong.problems());
    }

    static Problem of(List<io.burnin.plan.Problem> problems) {
        io.burnin.plan.Problem first = problems.getFirst();
        String more = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
        return Problem.of(
                        ProblemType.INVALID_PLAN,
                        "line %d, column %d: %s%s",
                        first.line(),
                        first.column(),
                        first.message(),
                        more)
                .with("problems", problems);
    }

    private PlanProblems() {}
}
