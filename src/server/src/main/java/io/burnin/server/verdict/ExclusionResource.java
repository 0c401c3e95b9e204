package io.burnin.server.verdict;

import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.burnin.server.verdict.RunExclusions.Entry;
import io.burnin.verdict.Exclusion.Kind;
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

/** The stretches of a run that shall not count. */
@Path("/runs/{run}/exclusions")
@Tag(name = "Verdicts")
class ExclusionResource {

    private final Runs runs;
    private final Excluding excluding;
    private final RunExclusions exclusions;

    ExclusionResource(Runs runs, Excluding excluding, RunExclusions exclusions) {
        this.runs = runs;
        this.excluding = excluding;
        this.exclusions = exclusions;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "List the stretches of a run that are excluded",
            description = "Those that were withdrawn are listed, too, and count for nothing.")
    public List<ExclusionView> list(RunName run) {
        return exclusions.of(runs.require(run).id()).stream()
                .map(ExclusionView::of)
                .toList();
    }

    @POST
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Exclude a stretch of a run",
            description =
                    "In the run's own time; announced while it goes on, or afterwards, when it makes a revision with"
                            + " everything counted anew. A criterion with more than 10 % of its window excluded, or with"
                            + " an event excluded of which not one is tolerated, is never better than YELLOW.")
    @APIResponseSchema(value = ExclusionView.class, responseCode = "201")
    public RestResponse<ExclusionView> add(RunName run, @Valid NewExclusion wanted) {
        Entry entry = excluding.exclude(
                runs.require(run),
                wanted.from(),
                wanted.to(),
                wanted.kind(),
                wanted.reason().strip());
        return RestResponse.status(RestResponse.Status.CREATED, ExclusionView.of(entry));
    }

    @POST
    @Path("{id}/withdraw")
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Withdraw an exclusion",
            description = "It stays in the list; the stretch counts again, which makes a further revision.")
    public ExclusionView withdraw(RunName run, UUID id, @Valid Withdraw why) {
        return ExclusionView.of(
                excluding.withdraw(runs.require(run), id, why.reason().strip()));
    }

    record NewExclusion(
            @NotNull Instant from,
            @NotNull Instant to,
            @NotNull Kind kind,
            @NotBlank @Size(max = 4000) String reason) {}

    record ExclusionView(
            UUID id,
            Instant from,
            Instant to,
            Kind kind,
            String reason,
            String by,
            Instant madeAt,
            Optional<Withdrawal> withdrawn) {
        static ExclusionView of(Entry entry) {
            return new ExclusionView(
                    entry.id(),
                    entry.exclusion().span().from(),
                    entry.exclusion().span().to(),
                    entry.exclusion().kind(),
                    entry.exclusion().reason(),
                    entry.exclusion().by(),
                    entry.madeAt(),
                    entry.withdrawn());
        }
    }
}
