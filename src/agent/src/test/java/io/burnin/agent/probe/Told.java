package io.burnin.agent.probe;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.protocol.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A journal in memory: everything that probes told, and what they would get back after a restart. */
final class Told implements Recorder {

    private final List<RunRecord> records = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final Map<String, List<String>> notes = new HashMap<>();
    private final Map<String, String> checkpoints = new HashMap<>();

    @Override
    public synchronized void write(RunRecord record) {
        records.add(record);
    }

    @Override
    public synchronized void reading(String owner, Reading reading) {
        readings.add(reading);
        reading.checkpoint().ifPresent(checkpoint -> checkpoints.put(owner, checkpoint));
    }

    @Override
    public synchronized boolean together(List<RunRecord> together, String owner, String note) {
        records.addAll(together);
        note(owner, note);
        return true;
    }

    @Override
    public synchronized void note(String owner, String text) {
        notes.computeIfAbsent(owner, name -> new ArrayList<>()).add(text);
    }

    synchronized Remembered remembered() {
        var copies = new HashMap<String, List<String>>();
        notes.forEach((owner, lines) -> copies.put(owner, List.copyOf(lines)));
        return new Remembered(copies, checkpoints);
    }

    synchronized List<Sample> samples(String metric) {
        return readings.stream()
                .flatMap(reading -> reading.samples().stream())
                .filter(sample -> sample.series().metric().equals(metric))
                .toList();
    }

    double sum(String metric) {
        return samples(metric).stream().mapToDouble(Sample::value).sum();
    }

    double last(String metric) {
        return samples(metric).getLast().value();
    }

    synchronized List<String> states(String metric) {
        return readings.stream()
                .flatMap(reading -> reading.states().stream())
                .filter(text -> text.series().metric().equals(metric))
                .map(Reading.Text::text)
                .toList();
    }

    synchronized List<String> seen(String metric) {
        return readings.stream()
                .flatMap(reading -> reading.seen().stream())
                .filter(text -> text.series().metric().equals(metric))
                .map(Reading.Text::text)
                .toList();
    }

    synchronized <T extends RunRecord> List<T> records(Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Stream<String> metrics() {
        synchronized (this) {
            return readings.stream()
                    .flatMap(reading -> reading.samples().stream())
                    .map(sample -> sample.series().metric())
                    .distinct()
                    .toList()
                    .stream();
        }
    }
}
