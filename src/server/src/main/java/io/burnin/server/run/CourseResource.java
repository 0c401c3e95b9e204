package io.burnin.server.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.burnin.server.security.Role;
import io.burnin.server.web.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show the time line", description = "In order; go on with the number of the last event.")
    public Page<EventView> events(
            RunName run,
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LARGEST_SIZE) int limit) {
        List<RunEvents.Entry> found = events.after(runs.require(run).id(), after, limit);
        Optional<String> next = found.size() < limit
                ? Optional.empty()
                : Optional.of(Long.toString(found.getLast().number()));
        return new Page<>(found.stream().map(EventView::of).toList(), next);
    }

    /**
     * @param seq the agent's record; absent for what the server added
     * @param payload what is known of it
     */
    record EventView(
            long number,
            OptionalLong seq,
            Instant at,
            String kind,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String payload) {
        static EventView of(RunEvents.Entry entry) {
            return new EventView(entry.number(), entry.seq(), entry.at(), entry.kind(), entry.payload());
        }
    }
}
