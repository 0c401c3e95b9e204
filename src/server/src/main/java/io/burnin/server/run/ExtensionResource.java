package io.burnin.server.run;

import io.burnin.server.run.Extending.Length;
import io.burnin.server.security.Role;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.server.web.TimeSpan;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lets runs last longer than their plan says. */
@Path("/runs/{run}")
@Tag(name = "Runs")
class ExtensionResource {

    private final Runs runs;
    private final Extending extending;
    private final RunExtensions extensions;
    private final RunViews views;

    ExtensionResource(Runs runs, Extending extending, RunExtensions extensions, RunViews views) {
        this.runs = runs;
        this.extending = extending;
        this.extensions = extensions;
        this.views = views;
    }

    @POST
    @Path("extend")
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Let a run last longer than its plan says",
            description =
                    "`by` counts from the planned end, with all extensions so far; `until` is by the server's clock, and the same"
                            + " end extends only once. With an Idempotency-Key a repeated request extends only once, too. What"
                            + " goes on or is repeated to the end of the run goes on to its new end; nothing else is started"
                            + " again. The agent learns of it with its next heartbeat; `plannedEnd` of the run tells of it once"
                            + " the agent has it in its journal.")
    public RunView extend(
            RunName run,
            @Valid @NotNull Extend wanted,
            @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> key) {
        Run extended = extending.extend(
                runs.require(run).id(), wanted.length(), wanted.reason().strip(), key);
        return views.of(extended);
    }

    @GET
    @Path("extensions")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List who extended a run, by how much, and why")
    public List<ExtensionEntry> list(RunName run) {
        Run found = runs.require(run);
        return extensions.of(found.id()).stream()
                .map(entry -> ExtensionEntry.of(entry, found))
                .toList();
    }

    /** One of {@code by} and {@code until}. */
    record Extend(
            Optional<TimeSpan> by,
            Optional<Instant> until,
            @NotBlank @Size(max = 4000) String reason) {
        Length length() {
            if (by.isPresent() == until.isPresent()) {
                throw Problem.of(ProblemType.INVALID, "by: give either by, such as 12h, or until, a time");
            }
            return by.<Length>map(time -> new Length.By(time.duration()))
                    .orElseGet(() -> new Length.Until(until.orElseThrow()));
        }
    }

    /**
     * @param longer by how much it lengthened the run
     * @param total all extensions up to this one
     * @param taken whether the agent has taken it up
     */
    record ExtensionEntry(
            UUID id, TimeSpan longer, TimeSpan total, String reason, String by, Instant madeAt, boolean taken) {
        static ExtensionEntry of(RunExtensions.Entry entry, Run run) {
            return new ExtensionEntry(
                    entry.id(),
                    new TimeSpan(entry.by()),
                    new TimeSpan(entry.total()),
                    entry.reason(),
                    entry.madeBy(),
                    entry.madeAt(),
                    entry.total().compareTo(run.wish().extension().taken()) <= 0);
        }
    }
}
