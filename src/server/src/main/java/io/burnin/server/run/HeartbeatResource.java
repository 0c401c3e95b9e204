package io.burnin.server.run;

import io.burnin.protocol.Heartbeat;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Enrolment;
import io.burnin.server.security.Role;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Agents say that they are alive. */
@Path("/agents/{agent}/heartbeat")
@Tag(name = "Agent protocol")
class HeartbeatResource {

    /** A hundred years. */
    private static final double LONGEST_MILLIS = 100 * 366 * 86_400_000.0;

    private final Heartbeats heartbeats;
    private final Enrolment enrolment;

    HeartbeatResource(Heartbeats heartbeats, Enrolment enrolment) {
        this.heartbeats = heartbeats;
        this.enrolment = enrolment;
    }

    @POST
    @RolesAllowed(Role.MAY_WORK)
    @Operation(summary = "Renew leases, exchange clocks, learn what to do at once")
    public Heartbeat.Answer beat(AgentId agent, @NotNull Heartbeat told) {
        enrolment.requireOwn(agent);
        enrolment.requireTrusted(agent);
        if (told.runs() == null || told.clock() == null) {
            throw Problem.of(ProblemType.INVALID, "runs: must be there, if only as []");
        }
        told.clock().ifPresent(clock -> requireNumbers(clock.offsetMillis(), clock.errorMillis()));
        for (Heartbeat.Progress progress : told.runs()) {
            requireNumbers(progress.aheadMillis());
            if (progress.run() == null || progress.doing() == null) {
                throw Problem.of(ProblemType.INVALID, "runs: run and doing must be texts");
            }
        }
        return heartbeats.receive(agent, told);
    }

    private static void requireNumbers(double... millis) {
        for (double each : millis) {
            if (!(Math.abs(each) <= LONGEST_MILLIS)) {
                throw Problem.of(ProblemType.INVALID, "clock: %s is no time in milliseconds", each);
            }
        }
    }
}
