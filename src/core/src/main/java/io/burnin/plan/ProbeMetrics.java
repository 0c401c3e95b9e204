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
import java.util.List;

/** What one probe emits. */
final class ProbeMetrics {

    private final Probe probe;
    private final List<MetricDefinition> definitions = new ArrayList<>();

    private ProbeMetrics(Probe probe) {
        this.probe = probe;
    }

    static List<MetricDefinition> of(Probe probe) {
        var metrics = new ProbeMetrics(probe);
        metrics.addAll();
        return List.copyOf(metrics.definitions);
    }

    private void addAll() {
        switch (probe) {
            case Probe.Log log -> {
                add("lines", COUNTER, Unit.COUNT, NEITHER, "new lines");
                log.rules().forEach(rule -> addRule(rule));
            }
            case Probe.Json json -> {
                add("reads", COUNTER, Unit.COUNT, HIGHER, "readings of the file");
                add("corrupt", COUNTER, Unit.COUNT, LOWER, "contents that were no JSON");
                add("violations", COUNTER, Unit.COUNT, LOWER, "times it took a value that is not allowed");
                json.take().keySet().forEach(taken -> addTaken(taken));
            }
            case Probe.Jsonl jsonl -> {
                add("lines", COUNTER, Unit.COUNT, NEITHER, "new lines");
                add("corrupt", COUNTER, Unit.COUNT, LOWER, "lines that are not JSON, or torn");
                add("duplicated", COUNTER, Unit.COUNT, LOWER, "lines whose unique value was seen before");
                add("violations", COUNTER, Unit.COUNT, LOWER, "lines that break the chain or the order of time");
                jsonl.take().keySet().forEach(taken -> addTaken(taken));
            }
            case Probe.Agree agree -> {
                add("reads", COUNTER, Unit.COUNT, HIGHER, "comparisons of all sources");
                add("disagreements", COUNTER, Unit.COUNT, LOWER, "times the sources differed for too long");
            }
            case Probe.Files files -> {
                add("count", GAUGE, Unit.COUNT, NEITHER, "files that match");
                add("bytes", GAUGE, Unit.BYTES, NEITHER, "their size");
                add("oldest", GAUGE, Unit.MILLISECONDS, LOWER, "age of the oldest, by its time of change");
                add("created", COUNTER, Unit.COUNT, NEITHER, "files not seen before");
                if (files.olderThan().isPresent()) {
                    add("overdue", COUNTER, Unit.COUNT, LOWER, "distinct files that grew older than allowed");
                }
            }
            case Probe.Process process -> {
                add("up", GAUGE, Unit.COUNT, HIGHER, "1 while a process of the service lives, else 0");
                add("processes", GAUGE, Unit.COUNT, NEITHER, "processes of its tree");
                add("cpu", GAUGE, Unit.PERCENT, LOWER, "CPU since the last reading, % of one core, whole tree");
                add("rss", GAUGE, Unit.BYTES, LOWER, "resident memory, whole tree");
                add("handles", GAUGE, Unit.COUNT, LOWER, "open files or handles, whole tree");
                add("threads", GAUGE, Unit.COUNT, LOWER, "threads, whole tree");
                add("crashes", COUNTER, Unit.COUNT, LOWER, "incarnations that ended without an order of ours");
                add("incarnations", COUNTER, Unit.COUNT, NEITHER, "processes that became the service's root");
            }
            case Probe.Ready ready -> add("ready", GAUGE, Unit.COUNT, HIGHER, "1 while the service is ready, else 0");
            case Probe.Http http -> {
                add("ok", GAUGE, Unit.COUNT, HIGHER, "1 if the answer is as expected, else 0");
                add("requests", COUNTER, Unit.COUNT, NEITHER, "requests sent");
                add("failures", COUNTER, Unit.COUNT, LOWER, "requests not answered as expected");
                add("latency", DURATION, Unit.MILLISECONDS, LOWER, "request to answer");
                http.take().keySet().forEach(taken -> addTaken(taken));
            }
            case Probe.Ledger ledger -> addLedger();
            case Probe.Pairs pairs -> {
                add("submitted", COUNTER, Unit.COUNT, NEITHER, "first files that appeared");
                add("done", COUNTER, Unit.COUNT, HIGHER, "those whose second file followed");
                add("lost", COUNTER, Unit.COUNT, LOWER, "those whose second file did not follow in time");
                add("unexpected", COUNTER, Unit.COUNT, LOWER, "second files without a first");
                add("open", GAUGE, Unit.COUNT, NEITHER, "first files that wait for their second");
                add("oldest_open", GAUGE, Unit.MILLISECONDS, LOWER, "for how long the oldest of them waits");
                add(
                        "latency",
                        DURATION,
                        Unit.MILLISECONDS,
                        LOWER,
                        "first file to second; lost and open ones with their age");
            }
        }
    }

    private void addRule(Probe.LineRule rule) {
        List<String> labels = List.copyOf(rule.labels().keySet());
        add(rule.name(), COUNTER, Unit.COUNT, labels, NEITHER, "new lines of that kind");
        if (rule.value().isPresent()) {
            boolean time = rule.unit().dimension() == Unit.Dimension.TIME;
            add(
                    rule.name() + ".value",
                    time ? DURATION : GAUGE,
                    time ? Unit.MILLISECONDS : rule.unit(),
                    labels,
                    NEITHER,
                    "the number in such a line");
        }
    }

    private void addTaken(String taken) {
        add(taken, GAUGE, Unit.COUNT, NEITHER, "the number found there");
        add(taken + ".text", STATE, Unit.COUNT, NEITHER, "the text found there");
    }

    private void addLedger() {
        addOfOrigin("submitted", COUNTER, Unit.COUNT, NEITHER, "ids submitted");
        addOfOrigin("handled", COUNTER, Unit.COUNT, NEITHER, "executions begun");
        addOfOrigin("done", COUNTER, Unit.COUNT, HIGHER, "ids completed, each once");
        addOfOrigin("failed", COUNTER, Unit.COUNT, LOWER, "ids that ended as failed");
        addOfOrigin("lost", COUNTER, Unit.COUNT, LOWER, "ids neither done nor failed in time");
        addOfOrigin("duplicated", COUNTER, Unit.COUNT, LOWER, "second executions begun");
        addOfOrigin("redelivered", COUNTER, Unit.COUNT, LOWER, "second executions begun, abandoned ones too");
        addOfOrigin("recovered", COUNTER, Unit.COUNT, NEITHER, "executions begun after an abandoned one");
        addOfOrigin("unexpected", COUNTER, Unit.COUNT, LOWER, "ids seen that nobody submitted");
        addOfOrigin(
                "open",
                GAUGE,
                Unit.COUNT,
                NEITHER,
                "ids submitted and neither done, failed nor lost; between two readings their most");
        addOfOrigin("oldest_open", GAUGE, Unit.MILLISECONDS, LOWER, "age of the oldest open id");
        addOfOrigin(
                "latency",
                DURATION,
                Unit.MILLISECONDS,
                LOWER,
                "intended submission to completion; lost and open ids with their age");
    }

    private void add(String quantity, Kind kind, Unit unit, Direction better, String description) {
        add(quantity, kind, unit, List.of(), better, description);
    }

    private void addOfOrigin(String quantity, Kind kind, Unit unit, Direction better, String description) {
        add(quantity, kind, unit, List.of(MetricCatalogue.ORIGIN), better, description);
    }

    private void add(String quantity, Kind kind, Unit unit, List<String> labels, Direction better, String description) {
        definitions.add(new MetricDefinition(probe.name() + "." + quantity, kind, unit, labels, better, description));
    }
}
