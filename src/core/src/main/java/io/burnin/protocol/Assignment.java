package io.burnin.protocol;

import io.burnin.plan.ParameterValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run that an agent has been given; the answer to {@code POST /agents/{id}/lease}.
 *
 * @param fence grows with each lease of the run; records under an older one are refused
 * @param source the plan's text
 * @param parameters what target and caller give, together
 * @param tests the part of the plan that is to be executed; empty for all
 * @param mode a server that knows of no other says nothing and means a burn-in
 */
public record Assignment(
        String run,
        long number,
        long fence,
        String target,
        String plan,
        int planVersion,
        String source,
        String profile,
        Map<String, ParameterValue> parameters,
        List<String> tests,
        Instant leasedAt,
        int leaseSeconds,
        Mode mode) {

    public Assignment {
        mode = mode == null ? Mode.BURN_IN : mode;
    }

    /** A burn-in. */
    public Assignment(
            String run,
            long number,
            long fence,
            String target,
            String plan,
            int planVersion,
            String source,
            String profile,
            Map<String, ParameterValue> parameters,
            List<String> tests,
            Instant leasedAt,
            int leaseSeconds) {
        this(
                run,
                number,
                fence,
                target,
                plan,
                planVersion,
                source,
                profile,
                parameters,
                tests,
                leasedAt,
                leaseSeconds,
                Mode.BURN_IN);
    }
}
