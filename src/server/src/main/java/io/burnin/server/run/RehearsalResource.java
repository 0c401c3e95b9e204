package io.burnin.server.run;

import io.burnin.protocol.Rehearsed;
import io.burnin.server.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a rehearsal found. */
@Path("/runs/{run}/rehearsal")
@Tag(name = "Runs")
class RehearsalResource {

    private final Runs runs;
    private final RehearsalTable tables;

    RehearsalResource(Runs runs, RehearsalTable tables) {
        this.runs = runs;
        this.tables = tables;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Show what a rehearsal found",
            description =
                    "Line by line while it goes on. FAILED: a burn-in would fail over it, or measure nothing there.")
    public RehearsalView byName(RunName run) {
        Run found = runs.require(run);
        RehearsalTable.Found table = tables.of(found);
        return new RehearsalView(found.id(), found.name(), found.state().label(), table.result(), table.lines());
    }

    /** @param result the worst of its lines; absent while it goes on, and if it did not come to its end */
    @Schema(name = "Rehearsal")
    record RehearsalView(
            RunId run, String name, RunState.Label state, Optional<Rehearsed.Result> result, List<Rehearsed> lines) {}
}
