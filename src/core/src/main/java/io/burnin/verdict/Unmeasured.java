package io.burnin.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.verdict.Coverage.Missing;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When a probe did not measure: while the agent itself did not, while it had nothing to read, and since it reads no more. That
 * there is nothing to read is no want of evidence within a fault, whose doing it may be, nor before the first test has begun,
 * when the target is still being set up.
 */
final class Unmeasured {

    /** A probe that has not read for so many of its intervals, and for so long at least, reads no more. */
    private static final int SILENT_AFTER_INTERVALS = 10;

    private static final Duration SILENT_AFTER = Duration.ofSeconds(30);

    private static final String READINGS = "probes.duration";

    private final Plan plan;
    private final Evidence evidence;
    private final Spans excused;
    private final Map<String, List<Missing>> absences = new HashMap<>();
    private Optional<Map<String, Instant>> lastReadings = Optional.empty();

    Unmeasured(Plan plan, Evidence evidence) {
        this.plan = plan;
        this.evidence = evidence;
        var excuses = new ArrayList<>(evidence.faults());
        excuses.add(new Span(evidence.run().from(), firstTest()));
        this.excused = Spans.of(excuses);
    }

    private Instant firstTest() {
        Instant none =
                evidence.isComplete() ? evidence.run().from() : evidence.run().to();
        return evidence.occurrences().stream()
                .filter(occurrence -> occurrence.status() != OccurrenceStatus.PENDING)
                .map(Occurrence::span)
                .map(Span::from)
                .min(Comparator.naturalOrder())
                .filter(first -> first.isAfter(evidence.run().from()))
                .orElse(none);
    }

    /** Of a window as it is looked at, by all the probes that these metrics come from. */
    Coverage coverage(Collection<String> metrics, Window window) {
        Spans stretches = window.stretches();
        List<Missing> missing = Stream.concat(
                        within(evidence.gaps(), "nobody measured", stretches),
                        probesOf(metrics).stream()
                                .flatMap(probe -> ofProbe(probe).stream())
                                .flatMap(each -> within(List.of(each.span()), each.why(), stretches)))
                .toList();
        return Coverage.of(stretches, missing);
    }

    private static Stream<Missing> within(List<Span> spans, String why, Spans stretches) {
        return Spans.of(spans).intersection(stretches).list().stream().map(span -> new Missing(span, why));
    }

    /** A ledger sees only what its witnesses see. */
    private Set<String> probesOf(Collection<String> metrics) {
        var probes = new TreeSet<String>();
        for (String metric : metrics) {
            Probe probe = plan.probes().get(MetricCatalogue.ownerOf(metric));
            if (probe != null) {
                probes.add(probe.name());
            }
            if (probe instanceof Probe.Ledger ledger) {
                Stream.of(ledger.submitted(), ledger.handled(), ledger.done(), ledger.failed())
                        .flatMap(List::stream)
                        .flatMap(Unmeasured::probeOf)
                        .forEach(probes::add);
            }
        }
        return probes;
    }

    private static Stream<String> probeOf(Probe.Witness witness) {
        return switch (witness) {
            case Probe.Witness.ByLog log -> Stream.of(log.probe());
            case Probe.Witness.ByJsonl jsonl -> Stream.of(jsonl.probe());
            case Probe.Witness.ByStep step -> Stream.empty();
            case Probe.Witness.ByFile file -> Stream.empty();
            case Probe.Witness.ByHttp http -> Stream.empty();
        };
    }

    private List<Missing> ofProbe(String probe) {
        return absences.computeIfAbsent(
                probe,
                name -> Stream.concat(absencesOf(name), silenceOf(name).stream())
                        .toList());
    }

    private Stream<Missing> absencesOf(String probe) {
        var byReason = new LinkedHashMap<String, List<Span>>();
        evidence.absences().stream()
                .filter(absence -> absence.probe().equals(probe))
                .forEach(absence -> byReason.computeIfAbsent(absence.reason(), reason -> new ArrayList<>())
                        .add(absence.span()));
        return byReason.entrySet().stream()
                .flatMap(each -> Spans.of(each.getValue()).without(excused).list().stream()
                        .map(span -> new Missing(span, "%s could not read: %s".formatted(probe, each.getKey()))));
    }

    /** From its last reading to the last of any probe, after which the run was only cleaned up. */
    private Optional<Missing> silenceOf(String probe) {
        Map<String, Instant> last = lastReadings();
        if (!last.containsKey(probe)) {
            return Optional.empty();
        }
        Instant end = last.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        Duration intervals = plan.probes().get(probe).options().every().multipliedBy(SILENT_AFTER_INTERVALS);
        Duration silentAfter = intervals.compareTo(SILENT_AFTER) > 0 ? intervals : SILENT_AFTER;
        Instant silentFrom = last.get(probe);
        return silentFrom.plus(silentAfter).isBefore(end)
                ? Optional.of(new Missing(new Span(silentFrom, end), "%s did not read any more".formatted(probe)))
                : Optional.empty();
    }

    /** Of every probe that has read at all. */
    private Map<String, Instant> lastReadings() {
        if (lastReadings.isEmpty()) {
            var last = new HashMap<String, Instant>();
            Instant end = evidence.run().to().plusMillis(1);
            for (SeriesKey series : evidence.series(READINGS)) {
                evidence.lastBefore(series, end)
                        .ifPresent(reading -> last.put(series.labels().getOrDefault("probe", ""), reading.at()));
            }
            lastReadings = Optional.of(last);
        }
        return lastReadings.get();
    }
}
