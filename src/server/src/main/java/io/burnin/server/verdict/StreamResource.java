package io.burnin.server.verdict;

import io.burnin.server.run.EventView;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.burnin.server.verdict.Following.Follower;
import io.burnin.server.verdict.Following.Sight;
import io.burnin.server.verdict.VerdictResource.VerdictView;
import io.burnin.server.web.Json;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The time line of a run as server-sent events. */
@Path("/runs")
@Tag(name = "Runs")
class StreamResource {

    private final Runs runs;
    private final Following following;
    private final Standings standings;
    private final Json json;
    private final Sse sse;
    private final ExecutorService threads;

    StreamResource(
            Runs runs,
            Following following,
            Standings standings,
            Json json,
            Sse sse,
            @VirtualThreads ExecutorService threads) {
        this.runs = runs;
        this.following = following;
        this.standings = standings;
        this.json = json;
        this.sse = sse;
        this.threads = threads;
    }

    /** The client's own memory of where it was goes before the address, which it repeats unchanged. */
    @GET
    @Path("{run}/events")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> events(
            RunName run,
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @HeaderParam("Last-Event-ID") Optional<@Min(0) Long> last) {
        RunId id = runs.require(run).id();
        Follower follower = following.from(id, last.orElse(after));
        return Uni.createFrom()
                .item(Unchecked.supplier(follower::next))
                .runSubscriptionOn(threads)
                .repeat()
                .until(List::isEmpty)
                .onItem()
                .<Sight>disjoint()
                .map(this::toEvent)
                .onTermination()
                .invoke(follower::close);
    }

    private OutboundSseEvent toEvent(Sight sight) {
        OutboundSseEvent.Builder event = sse.newEventBuilder();
        return switch (sight) {
            case Sight.Event(var entry) ->
                event.id(Long.toString(entry.number()))
                        .data(json.write(EventView.of(entry)))
                        .build();
            case Sight.SoFar(var judged) ->
                event.name("provisional")
                        .data(json.write(VerdictView.of(standings.of(judged))))
                        .build();
            case Sight.Silence() -> event.comment("nothing new").build();
            case Sight.End(var judged) ->
                event.name("verdict")
                        .data(json.write(VerdictView.of(standings.of(judged))))
                        .build();
            case Sight.Rehearsed(var run) ->
                event.name("rehearsal")
                        .data(json.write(Map.of(
                                "run",
                                run.id(),
                                "name",
                                run.name(),
                                "state",
                                run.state().label())))
                        .build();
        };
    }
}
