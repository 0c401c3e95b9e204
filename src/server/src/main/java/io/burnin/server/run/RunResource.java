package io.burnin.server.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.burnin.protocol.Mode;
import io.burnin.server.security.Role;
import io.burnin.server.web.Cursor;
import io.burnin.server.web.Json;
import io.burnin.server.web.Page;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Light;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Watch and cancel runs over HTTP. Speaks HTTP and nothing else: every decision is in {@link RunControl}. */
@Path("/runs")
@Tag(name = "Runs")
class RunResource {

    private final RunControl control;
    private final Runs runs;
    private final RunViews views;
    private final Json json;

    RunResource(RunControl control, Runs runs, RunViews views, Json json) {
        this.control = control;
        this.runs = runs;
        this.views = views;
        this.json = json;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List runs, newest first", description = "Link holds the address of the next page.")
    public RestResponse<Page<RunView>> list(
            @QueryParam("plan") Optional<String> plan,
            @QueryParam("profile") Optional<String> profile,
            @QueryParam("state") Optional<String> state,
            @QueryParam("light") Optional<String> light,
            @QueryParam("target") Optional<String> target,
            @QueryParam("mode") Optional<String> mode,
            @QueryParam("label") List<String> labels,
            @QueryParam("cursor") Optional<Cursor> cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LARGEST_SIZE) int limit,
            UriInfo uri) {
        var filter = new RunFilter(
                plan,
                profile,
                state.map(word -> constant(RunState.Label.class, "state", word)),
                light.map(word -> constant(Light.class, "light", word)),
                target,
                mode.map(word -> constant(Mode.class, "mode", word.replace('-', '_'))),
                labels);
        Page<Run> page = runs.list(filter, cursor, limit);
        return new Page<>(views.of(page.items()), page.next()).response(uri);
    }

    @GET
    @Path("{run}")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show a run")
    public RunView byName(RunName run) {
        return views.of(runs.require(run));
    }

    @POST
    @Path("{run}/cancel")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Cancel a run",
            description = "A queued run is ABORTED at once; the agent of a running one undoes what it did first.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Cancel.class)))
    public RunView cancel(RunName run, String body) throws JsonProcessingException {
        // Read here, so that a plain `curl -X POST` will do.
        Optional<String> reason = body.isBlank()
                ? Optional.empty()
                : json.parse(body, Cancel.class).reason();
        return views.of(control.cancel(runs.require(run).id(), reason.orElse("")));
    }

    record Cancel(Optional<String> reason) {}

    private static <E extends Enum<E>> E constant(Class<E> type, String field, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw Problem.of(ProblemType.INVALID, "%s: %s is none of %s", field, word, List.of(type.getEnumConstants()));
    }
}
