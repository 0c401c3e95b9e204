package io.burnin.server.run;

import io.burnin.server.security.Role;
import io.burnin.server.web.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The course of a run: its time line. */
@Path("/runs")
@Tag(name = "Runs")
class CourseResource {

    private final Runs runs;
    private final RunEvents events;

    CourseResource(Runs runs, RunEvents events) {
        this.runs = runs;
        this.events = events;
    }

    @GET
    @Path("{run}/events")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Show the time line",
            description =
                    "In order; go on with the number of the last event. With `Accept: text/event-stream` the answer goes"
                            + " on while the run does: each event has its number as `id`, so that `Last-Event-ID` (or `after`)"
                            + " resumes behind it; the last one is named `verdict` and holds the verdict of the run that has ended"
                            + " (of a rehearsal `rehearsal`).")
    @APIResponse(
            responseCode = "200",
            description = "The time line",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EventPage.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING))
            })
    public EventPage events(
            RunName run,
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LARGEST_SIZE) int limit) {
        List<RunEvents.Entry> found = events.after(runs.require(run).id(), after, limit);
        Optional<String> next = found.size() < limit
                ? Optional.empty()
                : Optional.of(Long.toString(found.getLast().number()));
        return new EventPage(found.stream().map(EventView::of).toList(), next);
    }

    /** @param next to be given as {@code after}; absent at the end of what is known */
    @Schema(name = "PageEventView")
    record EventPage(List<EventView> items, Optional<String> next) {}
}
