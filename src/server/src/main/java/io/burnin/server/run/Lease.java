package io.burnin.server.run;

import io.burnin.plan.ParameterValue;
import io.burnin.server.fleet.AgentId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who works on a run, and for how long that is taken for granted.
 *
 * @param parameters those of the target and of the caller, together
 * @param fence grows with each lease of the run; records under an older one are refused
 * @param lastContact when the agent last spoke of this run; empty if it never did
 * @param clock how its times compare with ours; empty if nobody knows
 */
public record Lease(
        AgentId agent,
        String target,
        Map<String, ParameterValue> parameters,
        long fence,
        Instant until,
        Optional<Instant> lastContact,
        Optional<RunClock> clock) {

    public Lease {
        parameters = Map.copyOf(parameters);
    }

    Lease renewed(Instant now, Instant newEnd) {
        return new Lease(agent, target, parameters, fence, newEnd, Optional.of(now), clock);
    }

    Lease by(RunClock next) {
        return new Lease(agent, target, parameters, fence, until, lastContact, Optional.of(next));
    }

    /** The same again, for an agent that never learned of it. */
    Lease repeated(Instant newEnd) {
        return new Lease(agent, target, parameters, fence + 1, newEnd, Optional.empty(), clock);
    }
}
