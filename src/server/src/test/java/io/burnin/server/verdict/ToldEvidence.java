package io.burnin.server.verdict;

import io.burnin.bundle.BundledEvidence;
import io.burnin.bundle.BundledSeries;
import io.burnin.bundle.Columns;
import io.burnin.bundle.EvidenceFacts;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Absent;
import io.burnin.protocol.RunRecord.Expected;
import io.burnin.protocol.RunRecord.FaultBegan;
import io.burnin.protocol.RunRecord.FaultEnded;
import io.burnin.protocol.RunRecord.Gap;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.Samples;
import io.burnin.protocol.RunRecord.Seen;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Evidence.Absence;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The evidence that records are, made without a database: in the simplest way that there is, to compare others with. */
final class ToldEvidence {

    private final List<RunRecord> records;
    private final Instant end;

    private ToldEvidence(List<RunRecord> records) {
        this.records = records;
        this.end = records.stream()
                .map(RunRecord::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    static Evidence of(List<RunRecord> records) {
        var told = new ToldEvidence(records);
        Map<SeriesKey, Columns> samples = told.samples();
        return new BundledEvidence(told.facts(samples), series -> samples.get(series.key()));
    }

    private <T> Stream<T> all(Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast);
    }

    private EvidenceFacts facts(Map<SeriesKey, Columns> samples) {
        Optional<RunEnded> ended = all(RunEnded.class).findFirst();
        return new EvidenceFacts(
                new Span(records.getFirst().at(), end),
                ended.map(last -> RunOutcome.valueOf(last.outcome().name())).orElse(RunOutcome.UNFINISHED),
                ended.isPresent(),
                Optional.empty(),
                "",
                "",
                occurrences(),
                Span.union(faults()),
                Span.union(all(Gap.class)
                        .map(gap -> new Span(gap.from(), gap.at()))
                        .toList()),
                Span.union(all(Gap.class)
                        .filter(gap -> gap.lost() > 0)
                        .map(gap -> new Span(gap.from(), gap.at().plusMillis(1)))
                        .toList()),
                List.of(),
                List.of(),
                all(Expected.class).map(ToldEvidence::expectation).toList(),
                all(Absent.class)
                        .map(absent ->
                                new Absence(absent.probe(), new Span(absent.from(), absent.at()), absent.reason()))
                        .toList(),
                all(Seen.class)
                        .map(seen -> new Exemplar(seen.at(), new SeriesKey(seen.metric(), seen.labels()), seen.text()))
                        .toList(),
                samples.entrySet().stream()
                        .map(each -> new BundledSeries(
                                each.getKey().metric(),
                                each.getKey().labels(),
                                "",
                                each.getValue().times().length))
                        .toList(),
                List.of());
    }

    private List<Occurrence> occurrences() {
        return all(OccurrenceStarted.class)
                .map(started -> all(OccurrenceEnded.class)
                        .filter(ended -> ended.test().equals(started.test()))
                        .findFirst()
                        .map(ended -> new Occurrence(
                                started.test(),
                                started.number(),
                                ended.status(),
                                new Span(started.at(), ended.at()),
                                ended.errorClass(),
                                ended.reason()))
                        .orElseGet(() -> new Occurrence(
                                started.test(),
                                started.number(),
                                OccurrenceStatus.RUNNING,
                                new Span(started.at(), end),
                                Optional.empty(),
                                "")))
                .toList();
    }

    private List<Span> faults() {
        return all(FaultBegan.class)
                .map(began -> new Span(
                        began.at(),
                        all(FaultEnded.class).map(FaultEnded::at).findFirst().orElse(end)))
                .toList();
    }

    private static Expectation expectation(Expected expected) {
        return new Expectation(
                expected.test(),
                expected.occurrence(),
                expected.step(),
                expected.at(),
                expected.result(),
                expected.expected(),
                expected.seen(),
                Duration.ofMillis(Math.round(expected.millis())));
    }

    private Map<SeriesKey, Columns> samples() {
        var byTime = new LinkedHashMap<SeriesKey, TreeMap<Long, Double>>();
        all(Samples.class).forEach(samples -> {
            var series =
                    byTime.computeIfAbsent(new SeriesKey(samples.metric(), samples.labels()), first -> new TreeMap<>());
            for (int i = 0; i < samples.times().length; i++) {
                series.put(samples.times()[i], samples.values()[i]);
            }
        });
        return byTime.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> columns(each.getValue())));
    }

    private static Columns columns(TreeMap<Long, Double> samples) {
        return new Columns(
                samples.keySet().stream().mapToLong(Long::longValue).toArray(),
                samples.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
