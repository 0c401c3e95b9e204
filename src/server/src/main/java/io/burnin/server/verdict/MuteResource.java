package io.burnin.server.verdict;

import io.burnin.server.plan.Plans;
import io.burnin.server.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Criteria of a plan that count for nothing for a while, by somebody's word. Verdicts stay as they are computed. */
@Path("/plans/{plan}/mutes")
@Tag(name = "Verdicts")
class MuteResource {

    private final Plans plans;
    private final Deciding deciding;
    private final RunDecisions decisions;

    MuteResource(Plans plans, Deciding deciding, RunDecisions decisions) {
        this.plans = plans;
        this.deciding = deciding;
        this.decisions = decisions;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "List the muted criteria of a plan",
            description = "With those that have expired or were withdrawn.")
    public List<DecisionEntry> list(String plan) {
        plans.require(plan);
        return decisions.ofPlan(plan);
    }

    @POST
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Mute a criterion of a plan",
            description =
                    "In all runs of all its versions until it expires, for those who ask with `overrides=honour`; the"
                            + " verdicts stay as they are computed.")
    @APIResponseSchema(value = DecisionEntry.class, responseCode = "201")
    public RestResponse<DecisionEntry> add(String plan, @Valid NewMute wanted) {
        DecisionEntry entry =
                deciding.mute(plan, wanted.criterion(), wanted.reason().strip(), wanted.until());
        return RestResponse.status(RestResponse.Status.CREATED, entry);
    }

    @POST
    @Path("{id}/withdraw")
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(summary = "Withdraw a mute", description = "It stays in the list, and counts for nothing.")
    public DecisionEntry withdraw(String plan, UUID id, @Valid Withdraw why) {
        return deciding.unmute(plan, id, why.reason().strip());
    }

    /**
     * @param criterion its path, e.g. {@code latency} or {@code outage/no-loss}
     * @param until at most a year from now
     */
    record NewMute(
            @NotBlank @Size(max = 500) String criterion,
            @NotBlank @Size(max = 4000) String reason,
            @NotNull Instant until) {}
}
