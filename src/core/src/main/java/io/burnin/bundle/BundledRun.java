package io.burnin.bundle;

import io.burnin.plan.ParameterValue;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run that a bundle is of.
 *
 * @param name such as {@code phase1-burn-in#42}
 * @param planHash SHA-256 of the plan's text
 * @param given the parameters that target and caller gave; empty if no target ever had the run
 * @param parameters all that the plan was executed with
 * @param tests the part of the plan that was executed; empty for all
 * @param extendedSeconds by how much the run was extended; 0 in a bundle from before that could be
 * @param records how many records of the agent were stored when the bundle was begun
 */
public record BundledRun(
        String id,
        String name,
        String plan,
        int planVersion,
        String planHash,
        long number,
        String profile,
        Optional<String> target,
        Optional<String> agent,
        Map<String, String> labels,
        Optional<Map<String, ParameterValue>> given,
        Map<String, ParameterValue> parameters,
        List<String> tests,
        String state,
        Instant queuedAt,
        String createdBy,
        Optional<Instant> endedAt,
        long records,
        long extendedSeconds) {

    /**
     * That plan as this run would have executed it; parameters that it does not have are left out.
     *
     * @throws PlanException if it lacks the profile, or cannot be executed with these parameters
     */
    public Plan executed(PlanFile file) throws PlanException {
        if (given.isEmpty()) {
            return file.example(profile).only(tests).extendedBy(Duration.ofSeconds(extendedSeconds));
        }
        var known = new HashMap<>(given.get());
        known.keySet().retainAll(file.parameters().keySet());
        return file.plan(profile, known).only(tests).extendedBy(Duration.ofSeconds(extendedSeconds));
    }
}
