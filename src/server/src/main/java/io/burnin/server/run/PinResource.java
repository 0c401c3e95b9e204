package io.burnin.server.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.burnin.server.security.Role;
import io.burnin.server.web.Json;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The runs that others are compared with. */
@Path("/runs/{run}/pin")
@Tag(name = "Runs")
class PinResource {

    private static final int LONGEST_REASON = 4000;

    private final Runs runs;
    private final Pinning pinning;
    private final RunViews views;
    private final Json json;

    PinResource(Runs runs, Pinning pinning, RunViews views, Json json) {
        this.runs = runs;
        this.pinning = pinning;
        this.views = views;
        this.json = json;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Pin a run",
            description =
                    "Runs of its plan and profile that begin from now on are compared with it where a criterion says"
                            + " `baseline: pinned`. Of several that are pinned the newest pin counts. Only a whole run that is"
                            + " FINISHED can be pinned.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = NewPin.class)))
    public RunView pin(RunName run, String body) throws JsonProcessingException {
        // Read here, so that a plain `curl -X PUT` will do.
        Optional<String> reason = body.isBlank()
                ? Optional.empty()
                : json.parse(body, NewPin.class).reason();
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw Problem.of(ProblemType.INVALID, "reason: it has more than %d characters", LONGEST_REASON);
        }
        Run found = runs.require(run);
        pinning.pin(found, reason.orElse("").strip());
        return views.of(found);
    }

    @DELETE
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Unpin a run",
            description = "Runs that began before stay compared with it: their verdicts do not change.")
    public RunView unpin(RunName run) {
        Run found = runs.require(run);
        pinning.unpin(found);
        return views.of(found);
    }

    /** @param reason why it is the one to compare with */
    record NewPin(Optional<String> reason) {}
}
