package io.burnin.server.run;

import io.burnin.plan.Profile;
import io.burnin.protocol.Mode;
import io.burnin.server.fleet.Target;
import io.burnin.server.security.Role;
import io.burnin.server.web.Json;
import io.burnin.server.web.TimeSpan;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Starts runs over HTTP. */
@Path("/runs")
@Tag(name = "Runs")
class StartResource {

    private final RunControl control;
    private final Runs runs;
    private final RunViews views;
    private final Json json;

    StartResource(RunControl control, Runs runs, RunViews views, Json json) {
        this.control = control;
        this.runs = runs;
        this.views = views;
        this.json = json;
    }

    @POST
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(
            summary = "Start a run",
            description =
                    "With an Idempotency-Key the same request, sent again, answers the run that it started. With `mode: rehearsal`"
                            + " nothing is executed: within a minute the agent tries whether it could be, see"
                            + " `GET /runs/{run}/rehearsal`.")
    @APIResponse(
            responseCode = "200",
            description = "The key has started this run before, or it is a dry run",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Queued",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Response start(
            @Valid @NotNull StartRun request,
            @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> key,
            UriInfo uri) {
        Order order = new Order(
                request.plan(),
                control.version(request.plan(), request.version()),
                request.profile(),
                request.target(),
                request.targetLabels(),
                request.parameters(),
                request.labels(),
                request.tests(),
                request.mode().orElse(Mode.BURN_IN));
        if (request.dryRun()) {
            return Response.ok(Preview.of(control.dryRun(order))).build();
        }
        return answer(
                control.start(
                        order,
                        request.onBusy().orElse(StartRun.OnBusy.QUEUE),
                        request.queueFor().map(TimeSpan::duration),
                        key.map(given -> new Runs.Key(given, hash(json.write(request)))),
                        Optional.empty()),
                uri);
    }

    @POST
    @Path("{run}/rerun")
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(summary = "Start the same again: plan version, profile, target, parameters, labels, tests")
    @APIResponse(
            responseCode = "201",
            description = "Queued",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Response rerun(
            RunName run, @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> key, UriInfo uri) {
        Run before = runs.require(run);
        return answer(
                control.start(
                        before.order(),
                        StartRun.OnBusy.QUEUE,
                        Optional.empty(),
                        key.map(given -> new Runs.Key(given, hash("rerun " + before.id()))),
                        Optional.of(before.id())),
                uri);
    }

    private Response answer(RunControl.Started started, UriInfo uri) {
        RunView view = views.of(started.run());
        if (!started.isNew()) {
            return Response.ok(view).build();
        }
        return Response.created(uri.getBaseUriBuilder()
                        .path("runs")
                        .path(view.id().toString())
                        .build())
                .entity(view)
                .build();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException defect) {
            throw new IllegalStateException("every Java has SHA-256", defect);
        }
    }

    /**
     * What would happen.
     *
     * @param targets those that could take it
     * @param why what it would wait for
     */
    record Preview(
            boolean dryRun,
            String plan,
            int planVersion,
            String profile,
            List<String> targets,
            String why,
            TimeSpan duration,
            List<Start> timetable) {

        record Start(TimeSpan at, String test, Optional<TimeSpan> length) {}

        static Preview of(RunControl.DryRun dry) {
            Profile profile = dry.decoded().profile();
            return new Preview(
                    true,
                    dry.plan().name(),
                    dry.plan().version(),
                    profile.name(),
                    dry.targets().stream().map(Target::name).toList(),
                    dry.why(),
                    new TimeSpan(profile.duration()),
                    profile.timetable().stream()
                            .map(each -> new Start(
                                    new TimeSpan(each.at()),
                                    each.test(),
                                    each.length().map(TimeSpan::new)))
                            .toList());
        }
    }
}
