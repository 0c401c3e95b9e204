package io.burnin.agent.service;

import static java.util.stream.Collectors.joining;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Finder.Found;
import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.agent.service.Services.Incarnation;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Service.StopBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ends the processes of a service and proves that they are gone: all of them, those that appear meanwhile too. */
final class Ending {

    private final ManagedService service;
    private final Toolbox tools;

    Ending(ManagedService service, Toolbox tools) {
        this.service = service;
        this.tools = tools;
    }

    /** Kills the whole tree at once. */
    Map<String, String> kill(String origin, Optional<Duration> within) throws StepFailed, InterruptedException {
        Found found = service.processes().lookForAll();
        service.requireHarmAllowed(found);
        tools.history().ordered(service.name(), found.incarnations());
        long began = tools.clock().nanos();
        tools.signals().kill(found.pids());
        Victims victims = new Victims(found.members());
        awaitEnd(victims, within.orElse(Toolbox.TO_END));
        var series =
                new SeriesKey("services.killed", Map.of("service", service.name(), MetricCatalogue.ORIGIN, origin));
        tools.emit(List.of(new Sample(series, tools.clock().at(began), 1)));
        return facts(victims, began);
    }

    /** Asks the root, then what the root leaves behind, and after {@code within} kills the whole tree. */
    Map<String, String> stop(Optional<Duration> within) throws StepFailed, InterruptedException {
        Found found = service.processes().lookForAll();
        service.requireHarmAllowed(found);
        Optional<StopBy> by = service.plan().stop();
        Duration patience = within.or(() -> by.map(StopBy::within)).orElse(Toolbox.TO_END);
        String signal = by.map(StopBy::signal).orElse(Signals.TERMINATE);
        tools.history().ordered(service.name(), found.incarnations());
        long began = tools.clock().nanos();
        Set<Long> asked = new HashSet<>(found.roots().stream().map(Row::pid).toList());
        tools.signals().send(signal, List.copyOf(asked));
        Victims victims = new Victims(found.members());
        boolean polite = tools.often().until(patience, () -> {
            List<Long> survivors = victims.survivors();
            if (found.pids().stream().filter(asked::contains).noneMatch(survivors::contains)) {
                tools.signals()
                        .send(signal, survivors.stream().filter(asked::add).toList());
            }
            return survivors.isEmpty();
        });
        if (!polite) {
            tools.signals().kill(victims.survivors());
        }
        awaitEnd(victims, Toolbox.TO_END);
        var facts = new LinkedHashMap<>(facts(victims, began));
        facts.put("how", polite ? signal : "killed after %s".formatted(patience));
        return facts;
    }

    private void awaitEnd(Victims victims, Duration within) throws StepFailed, InterruptedException {
        boolean gone = tools.often().until(within, () -> {
            List<Long> survivors = victims.survivors();
            tools.signals().kill(survivors);
            return survivors.isEmpty();
        });
        if (!gone) {
            throw service.notProved("%s lives".formatted(pids(victims.survivors())));
        }
        if (service.hasReadiness() && !tools.sparing().until(within, () -> !service.isReady())) {
            throw service.notProved("its processes are gone, and it still answers as if it were ready");
        }
        service.processes().look();
    }

    private Map<String, String> facts(Victims victims, long began) {
        return Map.of(
                "pids", pids(victims.pids()),
                "millis",
                        Long.toString(
                                Duration.ofNanos(tools.clock().nanos() - began).toMillis()));
    }

    private static String pids(List<Long> pids) {
        return "pid " + pids.stream().map(String::valueOf).collect(joining(", "));
    }

    /** Those that were to end, and what turned up as theirs since. */
    private final class Victims {

        private final Set<Incarnation> known = new LinkedHashSet<>();
        private final Set<Long> sessions = new LinkedHashSet<>();

        Victims(List<Row> members) {
            members.forEach(this::add);
        }

        private void add(Row row) {
            known.add(row.incarnation());
            if (row.session() == row.pid()) {
                sessions.add(row.session());
            }
        }

        /** Who of them lives: descendants, members of their sessions and new matches are theirs too. */
        List<Long> survivors() {
            Snapshot now = tools.table().snapshot();
            List<Row> living = new ArrayList<>();
            known.stream()
                    .filter(now::lives)
                    .flatMap(one -> now.find(one.pid()).stream())
                    .forEach(living::add);
            sessions.forEach(leader -> living.addAll(now.sessionOf(leader)));
            living.addAll(service.processes().look(now).members());
            List<Row> theirs = now.withDescendants(living);
            List<Incarnation> fresh = theirs.stream()
                    .map(Row::incarnation)
                    .filter(one -> !known.contains(one))
                    .toList();
            if (!fresh.isEmpty()) {
                tools.history().ordered(service.name(), fresh);
                theirs.forEach(this::add);
            }
            return theirs.stream().map(Row::pid).toList();
        }

        List<Long> pids() {
            return known.stream().map(Incarnation::pid).toList();
        }
    }
}
