package io.burnin.plan;

import static io.burnin.metric.Direction.HIGHER;
import static io.burnin.metric.Direction.LOWER;
import static io.burnin.metric.Direction.NEITHER;
import static io.burnin.metric.Kind.COUNTER;
import static io.burnin.metric.Kind.DURATION;
import static io.burnin.metric.Kind.GAUGE;
import static io.burnin.metric.Kind.STATE;

import io.burnin.metric.Direction;
import io.burnin.metric.Kind;
import io.burnin.metric.MetricDefinition;
import io.burnin.metric.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        plan.tests().values().forEach(test -> stepsOf(test.steps()).forEach(catalogue::addStep));
        catalogue.addBuiltIn();
        plan.metrics().values().forEach(catalogue::addDerived);
        return catalogue;
    }

    public Optional<MetricDefinition> find(String metric) {
        return Optional.ofNullable(definitions.get(metric));
    }

    public List<MetricDefinition> all() {
        return List.copyOf(definitions.values());
    }

    /** Whether the plan says of every probe behind it that having nothing to read is no reason against green. */
    boolean mayBeMissing(String metric) {
        return partsOfDerived.getOrDefault(metric, List.of(metric)).stream()
                .map(part -> part.substring(0, Math.max(0, part.indexOf('.'))))
                .allMatch(ownersThatMayBeMissing::contains);
    }

    private void addProbe(Probe probe) {
        String name = probe.name();
        if (probe.options().missing() == Probe.Missing.IGNORE) {
            ownersThatMayBeMissing.add(name);
        }
        switch (probe) {
            case Probe.Log log -> {
                add(name, "lines", COUNTER, Unit.COUNT, NEITHER, "new lines");
                log.rules().forEach(rule -> addRule(name, rule));
            }
            case Probe.Json json -> {
                add(name, "reads", COUNTER, Unit.COUNT, HIGHER, "readings of the file");
                add(name, "corrupt", COUNTER, Unit.COUNT, LOWER, "times it became unreadable as JSON");
                add(name, "violations", COUNTER, Unit.COUNT, LOWER, "times it took a value that is not allowed");
                json.take().keySet().forEach(taken -> addTaken(name, taken));
            }
            case Probe.Jsonl jsonl -> {
                add(name, "lines", COUNTER, Unit.COUNT, NEITHER, "new lines");
                add(name, "corrupt", COUNTER, Unit.COUNT, LOWER, "lines that are not JSON, or torn");
                add(name, "duplicated", COUNTER, Unit.COUNT, LOWER, "lines whose unique value was seen before");
                add(name, "violations", COUNTER, Unit.COUNT, LOWER, "lines that break the chain or the order of time");
                jsonl.take().keySet().forEach(taken -> addTaken(name, taken));
            }
            case Probe.Agree agree -> {
                add(name, "reads", COUNTER, Unit.COUNT, HIGHER, "comparisons of all sources");
                add(name, "disagreements", COUNTER, Unit.COUNT, LOWER, "times the sources differed for too long");
            }
            case Probe.Files files -> {
                add(name, "count", GAUGE, Unit.COUNT, NEITHER, "files that match");
                add(name, "bytes", GAUGE, Unit.BYTES, NEITHER, "their size");
                add(name, "oldest", GAUGE, Unit.MILLISECONDS, LOWER, "age of the oldest, by its time of change");
                add(name, "created", COUNTER, Unit.COUNT, NEITHER, "files not seen before");
                if (files.olderThan().isPresent()) {
                    add(name, "overdue", COUNTER, Unit.COUNT, LOWER, "distinct files that grew older than allowed");
                }
            }
            case Probe.Process process -> {
                add(name, "up", GAUGE, Unit.COUNT, HIGHER, "1 while a process of the service lives, else 0");
                add(name, "processes", GAUGE, Unit.COUNT, NEITHER, "processes of its tree");
                add(name, "cpu", GAUGE, Unit.PERCENT, LOWER, "CPU since the last reading, % of one core, whole tree");
                add(name, "rss", GAUGE, Unit.BYTES, LOWER, "resident memory, whole tree");
                add(name, "handles", GAUGE, Unit.COUNT, LOWER, "open files or handles, whole tree");
                add(name, "threads", GAUGE, Unit.COUNT, LOWER, "threads, whole tree");
                add(name, "crashes", COUNTER, Unit.COUNT, LOWER, "incarnations that ended without an order of ours");
                add(name, "incarnations", COUNTER, Unit.COUNT, NEITHER, "processes that became the service's root");
            }
            case Probe.Ready ready ->
                add(name, "ready", GAUGE, Unit.COUNT, HIGHER, "1 while the service is ready, else 0");
            case Probe.Http http -> {
                add(name, "ok", GAUGE, Unit.COUNT, HIGHER, "1 if the answer is as expected, else 0");
                add(name, "requests", COUNTER, Unit.COUNT, NEITHER, "requests sent");
                add(name, "failures", COUNTER, Unit.COUNT, LOWER, "requests not answered as expected");
                add(name, "latency", DURATION, Unit.MILLISECONDS, LOWER, "request to answer");
                http.take().keySet().forEach(taken -> addTaken(name, taken));
            }
            case Probe.Ledger ledger -> addLedger(name);
            case Probe.Pairs pairs -> {
                add(name, "submitted", COUNTER, Unit.COUNT, NEITHER, "first files that appeared");
                add(name, "done", COUNTER, Unit.COUNT, HIGHER, "those whose second file followed");
                add(name, "lost", COUNTER, Unit.COUNT, LOWER, "those whose second file did not follow in time");
                add(name, "unexpected", COUNTER, Unit.COUNT, LOWER, "second files without a first");
                add(name, "open", GAUGE, Unit.COUNT, NEITHER, "first files that wait for their second");
                add(name, "oldest_open", GAUGE, Unit.MILLISECONDS, LOWER, "for how long the oldest of them waits");
                add(
                        name,
                        "latency",
                        DURATION,
                        Unit.MILLISECONDS,
                        LOWER,
                        "first file to second; lost and open ones with their age");
            }
        }
    }

    private void addRule(String probe, Probe.LineRule rule) {
        List<String> labels = List.copyOf(rule.labels().keySet());
        put(new MetricDefinition(
                probe + "." + rule.name(), COUNTER, Unit.COUNT, labels, NEITHER, "new lines of that kind"));
        if (rule.value().isPresent()) {
            boolean time = rule.unit().dimension() == Unit.Dimension.TIME;
            put(new MetricDefinition(
                    probe + "." + rule.name() + ".value",
                    time ? DURATION : GAUGE,
                    time ? Unit.MILLISECONDS : rule.unit(),
                    labels,
                    NEITHER,
                    "the number in such a line"));
        }
    }

    private void addTaken(String probe, String taken) {
        add(probe, taken, GAUGE, Unit.COUNT, NEITHER, "the number found there");
        add(probe, taken + ".text", STATE, Unit.COUNT, NEITHER, "the text found there");
    }

    private void addLedger(String name) {
        addOfOrigin(name, "submitted", COUNTER, Unit.COUNT, NEITHER, "ids submitted");
        addOfOrigin(name, "handled", COUNTER, Unit.COUNT, NEITHER, "executions begun");
        addOfOrigin(name, "done", COUNTER, Unit.COUNT, HIGHER, "ids completed, each once");
        addOfOrigin(name, "failed", COUNTER, Unit.COUNT, LOWER, "ids that ended as failed");
        addOfOrigin(name, "lost", COUNTER, Unit.COUNT, LOWER, "ids neither done nor failed in time");
        addOfOrigin(name, "duplicated", COUNTER, Unit.COUNT, LOWER, "second executions begun");
        addOfOrigin(name, "redelivered", COUNTER, Unit.COUNT, LOWER, "second executions begun, abandoned ones too");
        addOfOrigin(name, "recovered", COUNTER, Unit.COUNT, NEITHER, "executions begun after an abandoned one");
        addOfOrigin(name, "unexpected", COUNTER, Unit.COUNT, LOWER, "ids seen that nobody submitted");
        addOfOrigin(name, "open", GAUGE, Unit.COUNT, NEITHER, "ids submitted and neither done, failed nor lost");
        addOfOrigin(name, "oldest_open", GAUGE, Unit.MILLISECONDS, LOWER, "age of the oldest open id");
        addOfOrigin(
                name,
                "latency",
                DURATION,
                Unit.MILLISECONDS,
                LOWER,
                "intended submission to completion; lost and open ids with their age");
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

    private void addOfOrigin(
            String owner, String quantity, Kind kind, Unit unit, Direction better, String description) {
        put(new MetricDefinition(owner + "." + quantity, kind, unit, List.of(ORIGIN), better, description));
    }

    private void put(MetricDefinition definition) {
        definitions.put(definition.name(), definition);
    }

    /** The steps and all that stand inside them. */
    static Stream<Step> stepsOf(List<Step> steps) {
        var all = new ArrayList<Step>();
        for (Step step : steps) {
            all.add(step);
            switch (step) {
                case Step.Repeat repeat -> stepsOf(repeat.steps()).forEach(all::add);
                case Step.Parallel parallel -> stepsOf(parallel.steps()).forEach(all::add);
                case Step.HttpRequest s -> {}
                case Step.HttpLoad s -> {}
                case Step.FilesWrite s -> {}
                case Step.ServiceAct s -> {}
                case Step.Await s -> {}
                case Step.Expect s -> {}
                case Step.Wait s -> {}
                case Step.Observe s -> {}
            }
        }
        return all.stream();
    }
}
