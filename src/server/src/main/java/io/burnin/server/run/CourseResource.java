package io.burnin.server.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.burnin.server.security.Role;
import io.burnin.server.web.Page;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The course of a run: its tests, their steps, and the time line. */
@Path("/runs")
@Tag(name = "Runs")
class CourseResource {

    private final Runs runs;
    private final RunEvents events;
    private final Occurrences occurrences;
    private final Steps steps;

    CourseResource(Runs runs, RunEvents events, Occurrences occurrences, Steps steps) {
        this.runs = runs;
        this.events = events;
        this.occurrences = occurrences;
        this.steps = steps;
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

    @GET
    @Path("{run}/tests")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List the tests that have begun, each with its occurrences")
    public List<TestView> tests(RunName run) {
        Map<String, List<Occurrences.Occurrence>> byTest = new LinkedHashMap<>();
        for (Occurrences.Occurrence each : occurrences.of(runs.require(run).id())) {
            byTest.computeIfAbsent(each.test(), test -> new java.util.ArrayList<>())
                    .add(each);
        }
        return byTest.entrySet().stream()
                .map(each -> new TestView(each.getKey(), each.getValue(), List.of()))
                .toList();
    }

    @GET
    @Path("{run}/tests/{test}")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show a test with its occurrences and steps")
    public TestView test(RunName run, String test) {
        Run found = runs.require(run);
        List<Occurrences.Occurrence> begun = occurrences.of(found.id()).stream()
                .filter(each -> each.test().equals(test))
                .toList();
        if (begun.isEmpty()) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "run %s has not begun a test %s; GET /runs/%s/tests lists those that it has",
                    found.name(),
                    test,
                    found.id());
        }
        return new TestView(
                test,
                begun,
                steps.of(found.id()).stream()
                        .filter(step -> step.test().equals(test))
                        .toList());
    }

    record TestView(String test, List<Occurrences.Occurrence> occurrences, List<Steps.Step> steps) {}

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
