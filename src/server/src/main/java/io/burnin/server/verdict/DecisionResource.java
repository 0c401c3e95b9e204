package io.burnin.server.verdict;

import io.burnin.server.run.Run;
import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Light;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What people decided about a run. Its verdict stays as it was computed. */
@Path("/runs/{run}/decisions")
@Tag(name = "Verdicts")
class DecisionResource {

    private final Runs runs;
    private final Deciding deciding;
    private final RunDecisions decisions;

    DecisionResource(Runs runs, Deciding deciding, RunDecisions decisions) {
        this.runs = runs;
        this.deciding = deciding;
        this.decisions = decisions;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "List what people decided about a run",
            description =
                    "With the mutes of its plan, and with what has expired or was withdrawn. Which are in effect is in"
                            + " GET /verdicts/{run}.")
    public List<DecisionEntry> list(RunName run) {
        return decisions.of(runs.require(run));
    }

    @POST
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Accept a reason against a run, or override its light",
            description =
                    "`ACCEPT` takes the `subject` of a reason of the verdict, `OVERRIDE` a `light`. Both stand beside the"
                            + " verdict until they expire, and cover nothing that has become worse since. A gate takes them"
                            + " into account only with `overrides=honour`.")
    @APIResponseSchema(value = DecisionEntry.class, responseCode = "201")
    public RestResponse<DecisionEntry> add(RunName run, @Valid NewDecision wanted) {
        return RestResponse.status(RestResponse.Status.CREATED, added(runs.require(run), wanted));
    }

    private DecisionEntry added(Run run, NewDecision wanted) {
        String reason = wanted.reason().strip();
        if (wanted.kind() == NewDecision.Kind.ACCEPT) {
            String subject = wanted.subject()
                    .orElseThrow(() -> Problem.of(
                            ProblemType.INVALID,
                            "subject: name that of a reason in GET /verdicts/%s, e.g. a criterion",
                            run.id()));
            return deciding.accept(run, subject, reason, wanted.until());
        }
        Light light = wanted.light()
                .orElseThrow(() -> Problem.of(ProblemType.INVALID, "light: say which the run shall have instead"));
        return deciding.override(run, light, reason, wanted.until());
    }

    @POST
    @Path("{id}/withdraw")
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(summary = "Withdraw a decision", description = "It stays in the list, and counts for nothing.")
    public DecisionEntry withdraw(RunName run, UUID id, @Valid Withdraw why) {
        return deciding.withdraw(runs.require(run), id, why.reason().strip());
    }

    /**
     * @param subject of the reason that is accepted
     * @param light that the run shall have instead
     * @param until at most a year from now
     */
    record NewDecision(
            @NotNull Kind kind,
            Optional<@Size(min = 1, max = 500) String> subject,
            Optional<Light> light,
            @NotBlank @Size(max = 4000) String reason,
            @NotNull Instant until) {
        enum Kind {
            ACCEPT,
            OVERRIDE
        }
    }
}
