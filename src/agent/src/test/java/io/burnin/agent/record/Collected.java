package io.burnin.agent.record;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.protocol.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A recorder that keeps all in memory. */
public final class Collected implements Recorder {

    private final List<RunRecord> records = new CopyOnWriteArrayList<>();
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<Owned> notes = new CopyOnWriteArrayList<>();

    private record Owned(String owner, String text) {}

    @Override
    public void write(RunRecord record) {
        records.add(record);
    }

    @Override
    public void reading(String owner, Reading reading) {
        readings.add(reading);
    }

    @Override
    public boolean together(List<RunRecord> together, String owner, String note) {
        records.addAll(together);
        note(owner, note);
        return true;
    }

    @Override
    public void note(String owner, String text) {
        notes.add(new Owned(owner, text));
    }

    public List<RunRecord> records() {
        return List.copyOf(records);
    }

    public List<String> notesOf(String owner) {
        return notes.stream()
                .filter(note -> note.owner().equals(owner))
                .map(Owned::text)
                .toList();
    }

    /** In the order in which they were recorded. */
    public List<Sample> samples(String metric) {
        List<Sample> found = new ArrayList<>();
        readings.forEach(reading -> reading.samples().stream()
                .filter(sample -> sample.series().metric().equals(metric))
                .forEach(found::add));
        return found;
    }

    public double sum(String metric) {
        return samples(metric).stream().mapToDouble(Sample::value).sum();
    }

    public List<Double> values(String metric, Map<String, String> where) {
        return samples(metric).stream()
                .filter(sample -> sample.series().matches(where))
                .map(Sample::value)
                .toList();
    }

    public List<String> seen(String metric) {
        return readings.stream()
                .flatMap(reading -> reading.seen().stream())
                .filter(text -> text.series().metric().equals(metric))
                .map(Reading.Text::text)
                .toList();
    }
}
