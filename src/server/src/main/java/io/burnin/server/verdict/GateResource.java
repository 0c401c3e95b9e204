package io.burnin.server.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunName;
import io.burnin.server.security.Role;
import io.burnin.server.verdict.Judging.Judged;
import io.burnin.server.verdict.Standings.Standing;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.server.web.TimeSpan;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict.Reason;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The gate of a pipeline: {@code curl --fail --retry 100 …/runs/ID/gate?wait=60s} succeeds when the run's light is accepted. */
@Path("/runs/{run}/gate")
@Tag(name = "Verdicts")
class GateResource {

    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String BY_DEFAULT = "green";
    private static final String HONOUR = "honour";
    private static final String IGNORE = "ignore";

    private final Judging judging;
    private final Patience patience;
    private final Standings standings;

    GateResource(Judging judging, Patience patience, Standings standings) {
        this.judging = judging;
        this.patience = patience;
        this.standings = standings;
    }

    @GET
    @RunOnVirtualThread
    @RolesAllowed(Role.MAY_READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask whether a pipeline may go on",
            description =
                    "`accept` lists the lights that open the gate, such as green,yellow. What people decided (overrides,"
                            + " accepted reasons, mutes, other criteria) opens it only with `overrides=honour`; without it"
                            + " the worst light counts, the computed one or theirs. `Accept: text/plain` gives one"
                            + " word: open, closed or unfinished.")
    @APIResponse(
            responseCode = "200",
            description = "Open",
            content = @Content(schema = @Schema(implementation = GateView.class)))
    @APIResponse(
            responseCode = "409",
            description = "Closed, and why",
            content = @Content(schema = @Schema(implementation = GateView.class)))
    @APIResponse(responseCode = "503", description = "The run goes on; Retry-After says when to ask again")
    public RestResponse<GateView> gate(
            RunName run,
            @QueryParam("accept") @DefaultValue(BY_DEFAULT) String accept,
            @QueryParam("overrides") @DefaultValue(IGNORE) String overrides,
            @QueryParam("wait") Optional<TimeSpan> wait,
            UriInfo uri)
            throws InterruptedException {
        GateView view = look(run, accept, overrides, wait, uri);
        return response(view, view);
    }

    @GET
    @RunOnVirtualThread
    @RolesAllowed(Role.MAY_READ)
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public RestResponse<String> word(
            RunName run,
            @QueryParam("accept") @DefaultValue(BY_DEFAULT) String accept,
            @QueryParam("overrides") @DefaultValue(IGNORE) String overrides,
            @QueryParam("wait") Optional<TimeSpan> wait,
            UriInfo uri)
            throws InterruptedException {
        GateView view = look(run, accept, overrides, wait, uri);
        return response(view, view.gate().word());
    }

    private GateView look(RunName name, String accept, String overrides, Optional<TimeSpan> wait, UriInfo uri)
            throws InterruptedException {
        Set<Light> accepted = EnumSet.noneOf(Light.class);
        for (String word : accept.split(",")) {
            accepted.add(VerdictResource.light(word));
        }
        boolean honour = honours(overrides);
        Duration time = wait.map(TimeSpan::duration).orElse(Duration.ZERO);
        Judged judged = judging.of(patience.untilEnd(name, time));
        Standing standing = standings.of(judged);
        Light light = (honour ? standing.withDecisions() : standing.unasked()).light();
        URI report = uri.getBaseUriBuilder()
                .path("runs/{run}/report")
                .build(judged.run().id());
        return new GateView(
                gate(judged, light, accepted),
                judged.run().id(),
                judged.run().name(),
                light,
                judged.verdict().light(),
                judged.verdict().conclusive(),
                judged.verdict().reasons().stream().map(Reason::text).toList(),
                standing.byOtherCriteria().map(RevisionSummary::of),
                standing.decisions(),
                report);
    }

    private static boolean honours(String overrides) {
        return switch (overrides.strip().toLowerCase(Locale.ROOT)) {
            case HONOUR -> true;
            case IGNORE -> false;
            default ->
                throw Problem.of(ProblemType.INVALID, "overrides: %s is none of %s, %s", overrides, IGNORE, HONOUR);
        };
    }

    private static Gate gate(Judged judged, Light light, Set<Light> accepted) {
        if (judged.verdict().provisional()) {
            return Gate.UNFINISHED;
        }
        return accepted.contains(light) ? Gate.OPEN : Gate.CLOSED;
    }

    private static <T> RestResponse<T> response(GateView view, T body) {
        return switch (view.gate()) {
            case OPEN -> RestResponse.ok(body);
            case CLOSED -> RestResponse.status(RestResponse.Status.CONFLICT, body);
            case UNFINISHED ->
                RestResponse.ResponseBuilder.create(RestResponse.Status.SERVICE_UNAVAILABLE, body)
                        .header("Retry-After", RETRY_AFTER_SECONDS)
                        .build();
        };
    }

    enum Gate {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("closed")
        CLOSED,
        @JsonProperty("unfinished")
        UNFINISHED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param light the one that it went by
     * @param computed the verdict's
     */
    record GateView(
            Gate gate,
            RunId run,
            String name,
            Light light,
            Light computed,
            boolean conclusive,
            List<String> reasons,
            Optional<RevisionSummary> byOtherCriteria,
            List<DecisionEntry> decisions,
            URI report) {}
}
