package io.burnin.agent.probe;

import io.burnin.agent.probe.tail.Block;
import io.burnin.agent.probe.tail.Cursor;
import io.burnin.agent.probe.tail.Tail;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the new lines of log files, of each kind that the plan names. Finds ids for ledgers. */
final class LogSensor implements TakesUp {

    private static final int MOST_LABELS = 100;

    private final Tail tail;
    private final RunClock clock;
    private final SeriesKey lines;
    private final List<LogRule> rules;
    private final Map<String, List<IdListener>> listeners = new HashMap<>();
    private final Counters counters = new Counters();
    private final Exemplars exemplars = new Exemplars();
    private final List<Sample> values = new ArrayList<>();
    private final List<Found> ids = new ArrayList<>();

    LogSensor(Probe.Log probe, Tail tail, RunClock clock) {
        this.tail = tail;
        this.clock = clock;
        this.lines = SeriesKey.of(probe.name() + ".lines");
        this.rules = probe.rules().stream()
                .map(rule -> new LogRule(probe.name(), rule))
                .toList();
        counters.with(lines);
        rules.forEach(rule -> counters.with(rule.series()));
    }

    /** Tells the ids of lines of that kind. */
    void listen(String rule, IdListener listener) {
        listeners.computeIfAbsent(rule, name -> new ArrayList<>()).add(listener);
    }

    @Override
    public void takeStock() throws IOException {
        tail.skipExisting(clock.nanos());
    }

    @Override
    public void goOn(List<String> notes, String lastCheckpoint) throws IOException {
        Saved saved = Checkpoint.read(lastCheckpoint, Saved.class);
        tail.restore(saved.files(), clock.nanos());
        exemplars.restore(saved.told());
    }

    @Override
    public Reading read() throws IOException {
        Instant at = clock.now();
        try {
            tail.read(clock.nanos(), block -> take(block, at));
        } finally {
            tellIds(at);
        }
        List<Sample> samples = counters.take(at);
        samples.addAll(values);
        values.clear();
        String checkpoint = Checkpoint.write(new Saved(tail.cursors(), exemplars.told()));
        return new Reading(samples, List.of(), exemplars.take(), Optional.of(checkpoint));
    }

    private void take(Block block, Instant at) {
        counters.add(lines, block.countLines());
        for (LogRule rule : rules) {
            rule.search(block, (found, line, offset) -> take(found, line, at, block.source(), offset));
        }
    }

    private void take(LogRule rule, LogRule.Line line, Instant at, String source, long offset) {
        SeriesKey series = rule.hasLabels() ? bounded(rule.seriesOf(line)) : rule.series();
        counters.add(series, 1);
        if (exemplars.want(series.metric())) {
            exemplars.add(series, at, line.text());
        }
        if (rule.hasValue()) {
            var value = new SeriesKey(series.metric() + ".value", series.labels());
            rule.valueOf(line).ifPresent(number -> values.add(new Sample(value, at, number)));
        }
        if (listeners.containsKey(rule.name())) {
            rule.idOf(line).ifPresent(id -> ids.add(new Found(rule.name(), id, source, offset)));
        }
    }

    /** A label that differs in each line would make a series of each. */
    private SeriesKey bounded(SeriesKey series) {
        if (counters.knows(series) || counters.size() < MOST_LABELS) {
            return series;
        }
        var other = new HashMap<>(series.labels());
        other.replaceAll((label, value) -> "other");
        return new SeriesKey(series.metric(), other);
    }

    /** In the order of the file, whichever rule found them: those who listen go by it. */
    private void tellIds(Instant at) {
        ids.sort(Comparator.comparing(Found::source).thenComparing(Found::offset));
        for (Found found : ids) {
            listeners
                    .get(found.rule())
                    .forEach(listener -> listener.seen(found.id(), at, found.source(), found.offset()));
        }
        ids.clear();
    }

    private record Found(String rule, String id, String source, long offset) {}

    private record Saved(List<Cursor> files, Map<String, Integer> told) {}
}
