package io.burnin.server.measure;

import io.burnin.metric.Kind;
import io.burnin.metric.MetricDefinition;
import io.burnin.metric.Span;
import io.burnin.plan.MetricCatalogue;
import io.burnin.server.measure.SeriesList.Thinned;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunName;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Evidence;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was measured in a run. */
@Path("/runs/{run}/metrics")
@Tag(name = "Metrics")
class MetricResource {

    private static final String CSV = "text/csv";

    private final Runs runs;
    private final RunPlans plans;
    private final Evidences evidences;

    MetricResource(Runs runs, RunPlans plans, Evidences evidences) {
        this.runs = runs;
        this.plans = plans;
        this.evidences = evidences;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "List the metrics of a run",
            description =
                    "All that its plan's probes and steps promise, with the number of series that are there by now.")
    public List<MetricSummary> list(RunName run) {
        Run found = runs.require(run);
        Evidence evidence = evidences.of(found.id().value());
        return MetricCatalogue.of(plans.of(found)).all().stream()
                .map(metric -> new MetricSummary(
                        metric.name(),
                        metric.kind(),
                        metric.unit().symbol(),
                        metric.description(),
                        evidence.series(metric.name()).size()))
                .toList();
    }

    @GET
    @Path("{metric}")
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Show a metric of a run, series by series",
            description =
                    "Where a series has more than `points` samples, the least and the greatest of each stretch stay."
                            + " `Accept: text/csv` gives a line per sample.")
    public MetricView byName(
            RunName run,
            String metric,
            @QueryParam("label") List<String> labels,
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("points") @DefaultValue("1000") @Min(2) @Max(100_000) int points) {
        Run found = runs.require(run);
        MetricDefinition definition = require(found, metric);
        Evidence evidence = evidences.of(found.id().value());
        Span span = span(evidence.run(), from, to);
        List<Thinned> series = new SeriesList(evidence).of(metric, labels(labels), span, points);
        return new MetricView(
                found.id(), metric, definition.kind(), definition.unit().symbol(), span.from(), span.to(), series);
    }

    @GET
    @Path("{metric}")
    @Produces(CSV)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public String csv(
            RunName run,
            String metric,
            @QueryParam("label") List<String> labels,
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("points") @DefaultValue("1000") @Min(2) @Max(100_000) int points) {
        var lines = new StringBuilder("time,metric,labels,value\n");
        MetricView view = byName(run, metric, labels, from, to, points);
        for (Thinned series : view.series()) {
            String written = String.join(
                    ";",
                    series.labels().entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .toList());
            for (int i = 0; i < series.times().length; i++) {
                lines.append(Instant.ofEpochMilli(series.times()[i]))
                        .append(',')
                        .append(metric)
                        .append(",\"")
                        .append(written.replace("\"", "\"\""))
                        .append("\",")
                        .append(series.values()[i])
                        .append('\n');
            }
        }
        return lines.toString();
    }

    /** @param series how many labelled streams of it there are */
    record MetricSummary(String name, Kind kind, String unit, String description, int series) {}

    /** @param from what was looked at; times of samples are epoch milliseconds */
    record MetricView(
            RunId run, String metric, Kind kind, String unit, Instant from, Instant to, List<Thinned> series) {}

    private MetricDefinition require(Run run, String metric) {
        MetricCatalogue catalogue = MetricCatalogue.of(plans.of(run));
        return catalogue
                .find(metric)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "the plan of run %s emits no metric %s; GET /runs/%s/metrics lists what it emits",
                        run.name(),
                        metric,
                        run.id()));
    }

    /** The whole run by default, its last instant included. */
    private static Span span(Span run, Optional<String> from, Optional<String> to) {
        Instant start = from.map(text -> instant("from", text)).orElse(run.from());
        Instant end = to.map(text -> instant("to", text)).orElse(run.to().plusMillis(1));
        if (end.isBefore(start)) {
            throw Problem.of(ProblemType.INVALID, "to: %s is before %s, where the span begins", end, start);
        }
        return new Span(start, end);
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw Problem.of(ProblemType.INVALID, "%s: %s is no time: write 2026-01-13T08:00:00Z", field, text);
        }
    }

    private static Map<String, String> labels(List<String> written) {
        var labels = new HashMap<String, String>();
        for (String label : written) {
            String[] parts = label.split("=", 2);
            if (parts.length != 2) {
                throw Problem.of(ProblemType.INVALID, "label: %s is not of the form name=value", label);
            }
            labels.put(parts[0], parts[1]);
        }
        return labels;
    }
}
