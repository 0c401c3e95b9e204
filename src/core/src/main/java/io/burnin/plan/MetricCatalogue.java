package io.burnin.plan;

import static io.burnin.metric.Direction.HIGHER;
import static io.burnin.metric.Direction.LOWER;
import static io.burnin.metric.Direction.NEITHER;
import static io.burnin.metric.Kind.COUNTER;
import static io.burnin.metric.Kind.DURATION;
import static io.burnin.metric.Kind.GAUGE;

import io.burnin.metric.Direction;
import io.burnin.metric.Kind;
import io.burnin.metric.MetricDefinition;
import io.burnin.metric.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every metric that criteria of a plan can name: what its probes, steps and services emit, and the plan's derived metrics. The
 * agent emits all but the derived ones, and no others.
 */
public final class MetricCatalogue {

    /** The label that names the test whose step caused what is measured. */
    public static final String ORIGIN = "origin";

    private final Map<String, MetricDefinition> definitions = new LinkedHashMap<>();
    private final Map<String, List<String>> partsOfDerived = new HashMap<>();
    private final Set<String> ownersThatMayBeMissing = new HashSet<>();

    private MetricCatalogue() {}

    public static MetricCatalogue of(Plan plan) {
        var catalogue = new MetricCatalogue();
        plan.probes().values().forEach(catalogue::addProbe);
        plan.tests().values().forEach(test -> Steps.within(test.steps()).forEach(catalogue::addStep));
        catalogue.addBuiltIn();
        plan.metrics().values().forEach(catalogue::addDerived);
        return catalogue;
    }

    public Optional<MetricDefinition> find(String metric) {
        return Optional.ofNullable(definitions.get(metric));
    }

    /** The probe, step or service that emits it; the whole name of a derived metric is its own, and nobody's. */
    public static String ownerOf(String metric) {
        return metric.substring(0, Math.max(0, metric.indexOf('.')));
    }

    /** What it is called within its owner. */
    public static String quantityOf(String metric) {
        return metric.substring(metric.indexOf('.') + 1);
    }

    public List<MetricDefinition> all() {
        return List.copyOf(definitions.values());
    }

    /** Whether the plan says of every probe behind it that having nothing to read is no reason against green. */
    boolean mayBeMissing(String metric) {
        return partsOfDerived.getOrDefault(metric, List.of(metric)).stream()
                .map(MetricCatalogue::ownerOf)
                .allMatch(ownersThatMayBeMissing::contains);
    }

    private void addProbe(Probe probe) {
        ProbeMetrics.of(probe).forEach(this::put);
        if (probe.options().missing() == Probe.Missing.IGNORE) {
            ownersThatMayBeMissing.add(probe.name());
        }
    }

    private void addStep(Step step) {
        if (step instanceof Step.HttpLoad load) {
            load.options().as().ifPresent(name -> {
                add(name, "planned", COUNTER, Unit.COUNT, NEITHER, "arrivals that the schedule asks for");
                add(name, "sent", COUNTER, Unit.COUNT, HIGHER, "arrivals begun");
                add(name, "done", COUNTER, Unit.COUNT, HIGHER, "arrivals whose every request was answered as expected");
                add(
                        name,
                        "failed",
                        COUNTER,
                        Unit.COUNT,
                        LOWER,
                        "arrivals with an answer that was not as expected, or none");
                add(name, "latency", DURATION, Unit.MILLISECONDS, LOWER, "intended start to the last answer");
                add(name, "late", DURATION, Unit.MILLISECONDS, LOWER, "intended start to actual start");
            });
        }
    }

    private void addBuiltIn() {
        put(new MetricDefinition(
                "probes.duration", DURATION, Unit.MILLISECONDS, List.of("probe"), LOWER, "how long a reading took"));
        put(new MetricDefinition(
                "probes.failures", COUNTER, Unit.COUNT, List.of("probe"), LOWER, "readings that failed"));
        List<String> service = List.of("service", ORIGIN);
        put(new MetricDefinition(
                "services.killed", COUNTER, Unit.COUNT, service, NEITHER, "kills that proved themselves"));
        put(new MetricDefinition(
                "services.recovery", DURATION, Unit.MILLISECONDS, service, LOWER, "order to start until ready"));
        put(new MetricDefinition(
                "services.not_recovered",
                COUNTER,
                Unit.COUNT,
                service,
                LOWER,
                "starts that did not become ready in time; 0 for each that did"));
        put(new MetricDefinition(
                "agent.cpu", GAUGE, Unit.PERCENT, List.of(), LOWER, "the agent's own CPU, % of one core"));
        put(new MetricDefinition("agent.rss", GAUGE, Unit.BYTES, List.of(), LOWER, "the agent's own resident memory"));
    }

    /** Has the labels that all its parts have. */
    private void addDerived(Plan.DerivedMetric derived) {
        List<MetricDefinition> parts =
                derived.of().stream().flatMap(name -> find(name).stream()).toList();
        if (parts.isEmpty()) {
            return;
        }
        MetricDefinition first = parts.getFirst();
        List<String> labels = first.labels().stream()
                .filter(label -> parts.stream().allMatch(part -> part.labels().contains(label)))
                .toList();
        partsOfDerived.put(derived.name(), derived.of());
        String description =
                derived.operation().name().toLowerCase(Locale.ROOT) + " of " + String.join(", ", derived.of());
        boolean ratio = derived.operation() == Plan.DerivedMetric.Operation.RATIO;
        put(new MetricDefinition(
                derived.name(),
                ratio ? GAUGE : first.kind(),
                ratio ? Unit.PERCENT : first.unit(),
                labels,
                first.better(),
                description));
    }

    private void add(String owner, String quantity, Kind kind, Unit unit, Direction better, String description) {
        put(new MetricDefinition(owner + "." + quantity, kind, unit, List.of(), better, description));
    }

    private void put(MetricDefinition definition) {
        definitions.put(definition.name(), definition);
    }
}
