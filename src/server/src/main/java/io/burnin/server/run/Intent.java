package io.burnin.server.run;

import io.burnin.plan.ParameterValue;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.server.fleet.Target;
import io.burnin.server.plan.PlanProblems;
import io.burnin.server.plan.StoredPlan;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan becomes when it meets a profile, a target and a caller's parameters. */
final class Intent {

    /**
     * The parameters of target and caller, together. A target may offer more than a plan knows; a caller may not.
     */
    static Map<String, ParameterValue> parameters(PlanFile plan, Target target, Map<String, ParameterValue> callers) {
        Map<String, ParameterValue> together = new HashMap<>(target.parameters());
        together.keySet().retainAll(plan.parameters().keySet());
        together.putAll(callers);
        return together;
    }

    /**
     * The plan as that order would have it executed, checked as far as possible: while no target fits, nobody knows the
     * parameters of the place.
     */
    static Plan check(StoredPlan stored, Order order, Optional<Target> target) {
        PlanFile file = stored.file();
        requireProfile(file, order.profile());
        requireParameters(file, order.parameters());
        Plan plan = decode(file, order, target);
        for (String test : order.tests()) {
            if (!plan.tests().containsKey(test)) {
                throw invalid(
                        "tests",
                        test,
                        "a test",
                        plan.name(),
                        List.copyOf(plan.tests().keySet()));
            }
        }
        return plan;
    }

    private static Plan decode(PlanFile file, Order order, Optional<Target> target) {
        try {
            return target.isPresent()
                    ? file.plan(order.profile(), parameters(file, target.get(), order.parameters()))
                    : file.example(order.profile());
        } catch (PlanException wrong) {
            throw PlanProblems.of(wrong);
        }
    }

    private static void requireProfile(PlanFile file, String profile) {
        if (!file.profiles().contains(profile)) {
            throw invalid("profile", profile, "a profile", file.name(), file.profiles());
        }
    }

    private static void requireParameters(PlanFile file, Map<String, ParameterValue> given) {
        for (String name : given.keySet()) {
            if (!file.parameters().containsKey(name)) {
                throw invalid(
                        "parameters",
                        name,
                        "a parameter",
                        file.name(),
                        List.copyOf(file.parameters().keySet()));
            }
        }
    }

    private static Problem invalid(String field, String given, String what, String plan, List<String> valid) {
        return Problem.of(
                        ProblemType.INVALID,
                        "%s: %s is not %s of plan %s; it has %s",
                        field,
                        given,
                        what,
                        plan,
                        String.join(", ", valid))
                .with("errors", List.of(Map.of("field", field, "message", "unknown: " + given)));
    }

    private Intent() {}
}
