package io.burnin.agent.action;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Reading.Text;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what became of a load's arrivals, and emits it under the load's name: soon after something happened, and once a second
 * when nothing did. A load without a name is counted all the same and emits nothing. Safe for many threads.
 */
final class LoadMeter {

    /** How far a counted event may be from the time of its sample. */
    static final Duration TICK = Duration.ofMillis(200);

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int EXAMPLES = 20;

    enum Count {
        PLANNED,
        SENT,
        DONE,
        FAILED
    }

    private final Optional<String> name;
    private final Recorder recorder;
    private final RunClock clock;
    private final Map<Count, Long> totals = zeros();
    private final List<Sample> durations = new ArrayList<>();
    private final List<Text> examples = new ArrayList<>();
    private Map<Count, Long> emitted = zeros();
    private long lastEmitted;
    private int examplesEmitted;
    private long longest;

    LoadMeter(Optional<String> name, Recorder recorder, RunClock clock) {
        this.name = name;
        this.recorder = recorder;
        this.clock = clock;
        this.lastEmitted = clock.nanos() - QUIET.toNanos();
    }

    synchronized void count(Count what) {
        totals.merge(what, 1L, Long::sum);
    }

    synchronized long total(Count what) {
        return totals.get(what);
    }

    synchronized void sent(long intended) {
        count(Count.SENT);
        long now = clock.nanos();
        addDuration("late", intended, now);
    }

    synchronized void done(long intended) {
        count(Count.DONE);
        addLatency(intended);
    }

    synchronized void failed(String why) {
        count(Count.FAILED);
        if (examplesEmitted + examples.size() < EXAMPLES) {
            name.ifPresent(load -> examples.add(new Text(SeriesKey.of(load + ".failed"), clock.now(), why)));
        }
    }

    /** Failed because no answer came in time: it took at least that long, and is counted among the latencies. */
    synchronized void timedOut(long intended, String why) {
        failed(why);
        addLatency(intended);
    }

    private void addLatency(long intended) {
        long now = clock.nanos();
        longest = Math.max(longest, now - intended);
        addDuration("latency", intended, now);
    }

    private void addDuration(String quantity, long from, long to) {
        double millis = Math.max(0, to - from) / 1e6;
        name.ifPresent(load -> durations.add(new Sample(SeriesKey.of(load + "." + quantity), clock.at(to), millis)));
    }

    /** Emits what is new, or that nothing is, if it is time for that. */
    synchronized void tick() {
        boolean news = !totals.equals(emitted) || !durations.isEmpty();
        if (news || clock.nanos() - lastEmitted >= QUIET.toNanos()) {
            emit();
        }
    }

    synchronized void emit() {
        lastEmitted = clock.nanos();
        Instant at = clock.at(lastEmitted);
        name.ifPresent(load -> {
            List<Sample> samples = new ArrayList<>();
            totals.forEach((what, total) -> samples.add(new Sample(
                    SeriesKey.of(load + "." + what.name().toLowerCase(Locale.ROOT)), at, total - emitted.get(what))));
            samples.addAll(durations);
            recorder.reading(load, new Reading(samples, List.of(), examples, Optional.empty()));
        });
        emitted = new EnumMap<>(totals);
        examplesEmitted += examples.size();
        durations.clear();
        examples.clear();
    }

    /** Emits what is left: nothing arrives any more. */
    void end() {
        emit();
        name.ifPresent(recorder::over);
    }

    synchronized Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        totals.forEach((what, total) -> facts.put(what.name().toLowerCase(Locale.ROOT), Long.toString(total)));
        facts.put("max", String.format(Locale.ROOT, "%.1f ms", longest / 1e6));
        return facts;
    }

    private static Map<Count, Long> zeros() {
        var zeros = new EnumMap<Count, Long>(Count.class);
        for (Count what : Count.values()) {
            zeros.put(what, 0L);
        }
        return zeros;
    }
}
