package io.burnin.server.run;

import io.burnin.protocol.Assignment;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Enrolment;
import io.burnin.server.fleet.FleetConfig;
import io.burnin.server.security.Caller;
import io.burnin.server.security.Role;
import io.burnin.server.web.TimeSpan;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Agents ask for work here. */
@Path("/agents/{agent}/lease")
@Tag(name = "Agent protocol")
class LeaseResource {

    private final Dispatcher dispatcher;
    private final Enrolment enrolment;
    private final FleetConfig config;
    private final Caller caller;

    LeaseResource(Dispatcher dispatcher, Enrolment enrolment, FleetConfig config, Caller caller) {
        this.dispatcher = dispatcher;
        this.enrolment = enrolment;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @RunOnVirtualThread
    @RolesAllowed(Role.MAY_WORK)
    @Operation(summary = "Wait for a run to work on")
    @APIResponse(
            responseCode = "200",
            description = "A run",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    @APIResponse(responseCode = "204", description = "Nothing to do within that time")
    public RestResponse<Assignment> lease(
            AgentId agent,
            @QueryParam("wait") Optional<TimeSpan> wait,
            @Parameter(description = "a run that the agent works on already") @QueryParam("holds") Set<RunId> holds)
            throws InterruptedException {
        enrolment.requireOwn(agent);
        caller.requireUnexpired();
        Duration wanted = wait.map(TimeSpan::duration).orElse(Duration.ZERO);
        Duration time = wanted.compareTo(config.longestWait()) > 0 ? config.longestWait() : wanted;
        return dispatcher.await(agent, holds, time).map(RestResponse::ok).orElseGet(RestResponse::noContent);
    }
}
