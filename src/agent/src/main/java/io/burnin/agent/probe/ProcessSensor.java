package io.burnin.agent.probe;

import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.probe.process.ProcessTable.Usage;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services;
import io.burnin.agent.service.Services.Incarnation;
import io.burnin.agent.service.Services.Tree;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;

/**
 * What the processes of a service use, its whole tree together, and how often it crashed: an incarnation that ended without an
 * order of ours. While it is down there is nothing to measure but that.
 */
final class ProcessSensor implements Sensor {

    /** So long an order that ended it may take to be known. */
    private static final Duration ORDER_KNOWN_AFTER = Duration.ofSeconds(2);

    private static final int ENDED_KEPT = 50;

    private final Services services;
    private final String service;
    private final ProcessTable processes;
    private final RunClock clock;
    private final String probe;
    private final SeriesKey crashes;
    private final SeriesKey incarnations;
    private final Counters counters = new Counters();
    private final Exemplars exemplars = new Exemplars();
    private final SequencedSet<Incarnation> judged = new LinkedHashSet<>();
    private final Map<Incarnation, Instant> ended = new HashMap<>();
    private final Map<Incarnation, Boolean> told = new HashMap<>();
    private Optional<Incarnation> current = Optional.empty();
    private Map<Long, Usage> usages = Map.of();
    private long readAt;
    private volatile boolean isLast;

    ProcessSensor(Probe.Process probe, Services services, ProcessTable processes, RunClock clock) {
        this.services = services;
        this.service = probe.service();
        this.processes = processes;
        this.clock = clock;
        this.probe = probe.name();
        crashes = SeriesKey.of(this.probe + ".crashes");
        incarnations = SeriesKey.of(this.probe + ".incarnations");
        counters.with(crashes).with(incarnations);
    }

    String service() {
        return service;
    }

    /** An incarnation has ended; the only way to hear of one that lived between two readings. */
    void died(Incarnation incarnation, boolean byOrder) {
        synchronized (told) {
            told.put(incarnation, byOrder);
        }
    }

    /** Nothing more will be heard: what has ended without a known order is a crash. */
    void settle() {
        isLast = true;
    }

    @Override
    public void begin(List<String> notes, Optional<String> checkpoint) throws IOException {
        if (checkpoint.isEmpty()) {
            return;
        }
        Saved saved = Checkpoint.read(checkpoint.get(), Saved.class);
        current = saved.current();
        saved.ended().forEach(ending -> ended.put(ending.incarnation(), ending.at()));
        judged.addAll(saved.judged());
        exemplars.restore(saved.told());
    }

    @Override
    public Reading read() throws IOException {
        Optional<Tree> tree = services.tree(service);
        long nanos = clock.nanos();
        Instant at = clock.at(nanos);
        takeNews(at);
        follow(tree.map(Tree::root), at);
        judgeEndings(at);
        var gauges = new ArrayList<Sample>();
        gauges.add(gauge("up", at, tree.isPresent() ? 1 : 0));
        gauges.add(
                gauge("processes", at, tree.map(living -> living.pids().size()).orElse(0)));
        measure(tree, nanos, at, gauges);
        List<Sample> samples = counters.take(at);
        samples.addAll(gauges);
        var endings = ended.entrySet().stream()
                .map(ending -> new Ending(ending.getKey(), ending.getValue()))
                .toList();
        String checkpoint = Checkpoint.write(new Saved(current, endings, List.copyOf(judged), exemplars.told()));
        return new Reading(samples, List.of(), exemplars.take(), Optional.of(checkpoint));
    }

    private void takeNews(Instant at) {
        Map<Incarnation, Boolean> news;
        synchronized (told) {
            news = Map.copyOf(told);
            told.clear();
        }
        news.forEach((incarnation, byOrder) -> {
            if (!incarnation.equals(current.orElse(null))
                    && !ended.containsKey(incarnation)
                    && !judged.contains(incarnation)) {
                counters.add(incarnations, 1);
            }
            judge(incarnation, byOrder, at);
        });
    }

    private void follow(Optional<Incarnation> root, Instant at) {
        if (root.equals(current)) {
            return;
        }
        current.filter(before -> !judged.contains(before)).ifPresent(before -> ended.putIfAbsent(before, at));
        root.ifPresent(now -> counters.add(incarnations, 1));
        current = root;
        usages = Map.of();
    }

    private void judgeEndings(Instant at) {
        for (Incarnation incarnation : List.copyOf(ended.keySet())) {
            boolean byOrder = services.wasEndedByOrder(incarnation);
            boolean settled =
                    isLast || !ended.get(incarnation).plus(ORDER_KNOWN_AFTER).isAfter(at);
            if (byOrder || settled) {
                judge(incarnation, byOrder, at);
            }
        }
    }

    private void judge(Incarnation incarnation, boolean byOrder, Instant at) {
        ended.remove(incarnation);
        if (!judged.add(incarnation)) {
            return;
        }
        if (judged.size() > ENDED_KEPT) {
            judged.removeFirst();
        }
        if (!byOrder) {
            counters.add(crashes, 1);
            exemplars.add(
                    crashes, at, "%s (pid %d) ended, and nobody had ordered it".formatted(service, incarnation.pid()));
        }
    }

    private void measure(Optional<Tree> tree, long nanos, Instant at, List<Sample> gauges) throws IOException {
        var now = new HashMap<Long, Usage>();
        for (long pid : tree.map(Tree::pids).orElse(List.of())) {
            processes.usage(pid).ifPresent(usage -> now.put(pid, usage));
        }
        if (!now.isEmpty()) {
            if (!usages.isEmpty()) {
                double millis = now.entrySet().stream()
                        .mapToDouble(process -> cpuSince(process.getKey(), process.getValue()))
                        .sum();
                gauges.add(gauge("cpu", at, 100 * millis / ((nanos - readAt) / 1e6)));
            }
            gauges.add(
                    gauge("rss", at, now.values().stream().mapToLong(Usage::rss).sum()));
            gauges.add(gauge(
                    "threads",
                    at,
                    now.values().stream().mapToLong(Usage::threads).sum()));
            if (now.values().stream().map(Usage::handles).allMatch(OptionalLong::isPresent)) {
                gauges.add(gauge(
                        "handles",
                        at,
                        now.values().stream()
                                .mapToLong(usage -> usage.handles().getAsLong())
                                .sum()));
            }
        }
        usages = now;
        readAt = nanos;
    }

    /** All of it for a process that was not there before. */
    private double cpuSince(long pid, Usage now) {
        Usage before = usages.get(pid);
        return before != null && before.startedAt() == now.startedAt()
                ? Math.max(0, now.cpuMillis() - before.cpuMillis())
                : now.cpuMillis();
    }

    private Sample gauge(String quantity, Instant at, double value) {
        return new Sample(SeriesKey.of(probe + "." + quantity), at, value);
    }

    private record Ending(Incarnation incarnation, Instant at) {}

    private record Saved(
            Optional<Incarnation> current, List<Ending> ended, List<Incarnation> judged, Map<String, Integer> told) {}
}
