package io.burnin.agent.journal;

import io.burnin.agent.record.Reading;
import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readings on their way to the journal, laid out in columns. Not safe for many threads. */
final class Gathering {

    private final Map<SeriesKey, List<Reading.Sample>> samples = new LinkedHashMap<>();
    private final Map<SeriesKey, List<Reading.Text>> states = new LinkedHashMap<>();
    private final List<RunRecord> seen = new ArrayList<>();
    private final Map<String, String> checkpoints = new LinkedHashMap<>();
    private int size;

    void add(String owner, Reading reading) {
        reading.samples()
                .forEach(sample -> samples.computeIfAbsent(sample.series(), key -> new ArrayList<>())
                        .add(sample));
        reading.states()
                .forEach(text -> states.computeIfAbsent(text.series(), key -> new ArrayList<>())
                        .add(text));
        reading.seen()
                .forEach(text -> seen.add(new RunRecord.Seen(
                        text.at(), text.series().metric(), text.series().labels(), text.text())));
        reading.checkpoint().ifPresent(checkpoint -> checkpoints.put(owner, checkpoint));
        size += reading.samples().size()
                + reading.states().size()
                + reading.seen().size();
    }

    /** How many samples and texts. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0 && checkpoints.isEmpty();
    }

    Map<String, String> checkpoints() {
        return checkpoints;
    }

    List<RunRecord> records() {
        var records = new ArrayList<RunRecord>(samples.size() + states.size() + seen.size());
        samples.forEach((series, column) -> records.add(samples(series, column)));
        states.forEach((series, column) -> records.add(states(series, column)));
        records.addAll(seen);
        return records;
    }

    /** Many threads may have measured one series, so that it came in any order. */
    private static RunRecord samples(SeriesKey series, List<Reading.Sample> column) {
        column.sort(Comparator.comparing(Reading.Sample::at));
        return new RunRecord.Samples(
                series.metric(),
                series.labels(),
                column.stream()
                        .map(Reading.Sample::at)
                        .mapToLong(Instant::toEpochMilli)
                        .toArray(),
                column.stream().mapToDouble(Reading.Sample::value).toArray());
    }

    private static RunRecord states(SeriesKey series, List<Reading.Text> column) {
        column.sort(Comparator.comparing(Reading.Text::at));
        return new RunRecord.States(
                series.metric(),
                series.labels(),
                column.stream()
                        .map(Reading.Text::at)
                        .mapToLong(Instant::toEpochMilli)
                        .toArray(),
                column.stream().map(Reading.Text::text).toList());
    }
}
