package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.plan.Criterion;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric;
import io.burnin.plan.Probe;
import io.burnin.plan.Service;
import io.burnin.plan.Step;
import java.util.Optional;

/** What to do about what was measured: as the plan says, or where to look by the kind of what was measured. */
record Remedies(Plan plan) {

    String of(Criterion criterion) {
        return criterion
                .remedy()
                .orElseGet(() -> Bands.of(criterion).isLowerLimit()
                        ? "find out why it was not %s".formatted(criterion.green())
                        : ofMetric(criterion.of()));
    }

    String of(Step.Subject subject) {
        return switch (subject) {
            case Step.Subject.OfMetric(var statistic, var metric, var where, var is) -> ofMetric(metric);
            case Step.Subject.ServiceReady(var service) -> start(service);
        };
    }

    /** Of a derived metric, what holds for the first of those that it is made of. */
    private String ofMetric(String metric) {
        String emitted = Optional.ofNullable(plan.metrics().get(metric))
                .map(DerivedMetric::of)
                .map(parts -> parts.getFirst())
                .orElse(metric);
        String quantity = MetricCatalogue.quantityOf(emitted);
        return Optional.ofNullable(plan.probes().get(MetricCatalogue.ownerOf(emitted)))
                .map(probe -> ofProbe(probe, quantity, !emitted.equals(metric)))
                .orElseGet(() -> builtIn(emitted));
    }

    private static String builtIn(String metric) {
        return metric.startsWith("services.")
                ? "start the service by hand and read what it says"
                : "find out why, and run again";
    }

    private String ofProbe(Probe probe, String quantity, boolean isOneOfMany) {
        return switch (probe) {
            case Probe.Log log -> "read %s around these lines".formatted(log.files());
            case Probe.Json json ->
                "find out who writes %s, and whether it can be read half-written".formatted(json.file());
            case Probe.Jsonl jsonl -> ofLines(jsonl, quantity);
            case Probe.Agree agree ->
                "find out which of them is wrong: for longer than %s they must not differ"
                        .formatted(Quantities.format(agree.within()));
            case Probe.Files files ->
                quantity.equals("overdue")
                        ? "find out who should have taken these files away"
                        : "open one of these files: it may say why it is there";
            case Probe.Process process ->
                ofProcess(isOneOfMany ? Optional.empty() : Optional.of(process.service()), quantity);
            case Probe.Ready ready -> start(ready.service());
            case Probe.Http http ->
                "ask for %s by hand, and read the target's log of that time"
                        .formatted(http.request().url().text());
            case Probe.Ledger ledger -> ofIds(quantity);
            case Probe.Pairs pairs -> ofIds(quantity);
        };
    }

    private static String ofLines(Probe.Jsonl lines, String quantity) {
        return switch (quantity) {
            case "corrupt" ->
                "find out who writes %s: each line must be written whole, by one writer at a time"
                        .formatted(lines.files());
            case "duplicated" ->
                "look in %s for the lines with that %s: why was it written twice?"
                        .formatted(lines.files(), lines.unique().orElse("value"));
            case "violations" ->
                "look in %s at the line that is named and the one before it: one is missing, or out of order"
                        .formatted(lines.files());
            default -> "read %s".formatted(lines.files());
        };
    }

    private String ofProcess(Optional<String> service, String quantity) {
        String who = service.orElse("the process that is named");
        return switch (quantity) {
            case "crashes" ->
                "find out why %s ended%s"
                        .formatted(
                                who,
                                service.flatMap(this::output)
                                        .map(": its last words are in %s"::formatted)
                                        .orElse(": read its last words in its log"));
            case "rss" -> "find out what %s keeps in memory; a longer run tells whether that goes on".formatted(who);
            case "handles" -> "list the open files of %s: which does it never close?".formatted(who);
            case "cpu", "threads" -> "take a thread dump of %s: what is it busy with?".formatted(who);
            default -> "find out why, and run again";
        };
    }

    private static String ofIds(String quantity) {
        return switch (quantity) {
            case "duplicated", "redelivered" ->
                "follow one of these ids through the logs: who took it a second time, and why could it still be taken?";
            case "lost", "failed", "open", "oldest_open" ->
                "follow one of these ids through the logs: whoever had it last is where it stays";
            case "unexpected" -> "find out who else submits";
            case "latency" -> "see in the chart whether all are slow or some, and what the target did at those times";
            default -> "find out why, and run again";
        };
    }

    private String start(String service) {
        return "start %s by hand and read what it says%s"
                .formatted(service, output(service).map(" in %s"::formatted).orElse(""));
    }

    private Optional<String> output(String service) {
        return Optional.ofNullable(plan.services().get(service))
                .flatMap(Service::output)
                .map(output -> output.file().toString());
    }
}
