package io.burnin.agent.service;

import io.burnin.agent.policy.Glob;
import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.agent.service.Services.Incarnation;
import io.burnin.plan.Service;
import io.burnin.plan.Service.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells which processes of the host belong to a service. */
final class Finder {

    private final Service service;
    private final ProcessTable table;

    Finder(Service service, ProcessTable table) {
        this.service = service;
        this.table = table;
    }

    /**
     * @param roots matched or started by us, and no descendant of another such; the oldest first
     * @param members the roots and all that belongs to them
     * @param matched how many roots the plan's own pattern accounts for
     */
    record Found(List<Row> roots, List<Row> members, int matched) {

        boolean isEmpty() {
            return members.isEmpty();
        }

        List<Long> pids() {
            return members.stream().map(Row::pid).toList();
        }

        List<Incarnation> incarnations() {
            return members.stream().map(Row::incarnation).toList();
        }
    }

    /** @param started the process that we started, as long as something of its session lives */
    Found find(Snapshot snapshot, Optional<Incarnation> started) {
        List<Row> matching = new ArrayList<>(
                service.processes().map(match -> matches(match, snapshot)).orElse(List.of()));
        started.filter(snapshot::lives).flatMap(own -> snapshot.find(own.pid())).ifPresent(matching::add);
        List<Row> roots = topmost(snapshot, matching);
        int matched = roots.size();
        // What a dead wrapper of ours has left behind is still the service's, though no pattern names it.
        List<Row> session = started.map(own -> snapshot.sessionOf(own.pid())).orElse(List.of());
        if (roots.isEmpty()) {
            roots = topmost(snapshot, session);
        }
        List<Row> members = new ArrayList<>(roots);
        members.addAll(session);
        return new Found(roots, snapshot.withDescendants(members), matched);
    }

    private static List<Row> topmost(Snapshot snapshot, List<Row> processes) {
        return snapshot.topmost(processes).stream()
                .distinct()
                .sorted(Comparator.comparing(Row::startedAt).thenComparing(Row::pid))
                .toList();
    }

    private List<Row> matches(Match match, Snapshot snapshot) {
        long self = ProcessHandle.current().pid();
        Set<Long> ancestors = snapshot.ancestors(self);
        Stream<Row> others =
                snapshot.rows().stream().filter(row -> row.pid() != self && !ancestors.contains(row.pid()));
        return others.filter(membership(match, snapshot))
                .filter(row -> match.user().isEmpty() || table.user(row).equals(match.user()))
                .toList();
    }

    private Predicate<Row> membership(Match match, Snapshot snapshot) {
        switch (match.by()) {
            case COMMAND_LINE -> {
                Pattern pattern = new Glob(match.pattern()).pattern();
                return row ->
                        pattern.matcher(String.join(" ", table.command(row))).matches();
            }
            case EXECUTABLE -> {
                Pattern pattern = new Glob(match.pattern()).pattern();
                return row -> table.executable(row)
                        .map(path -> pattern.matcher(path.toString()).matches())
                        .orElse(false);
            }
            case PID_FILE -> {
                Optional<Long> pid = pidIn(Path.of(match.pattern()));
                return row -> pid.equals(Optional.of(row.pid()));
            }
            case PORT -> {
                Set<Long> pids =
                        table.listeningOn(Integer.parseInt(match.pattern().strip()), snapshot);
                return row -> pids.contains(row.pid());
            }
        }
        throw new IllegalStateException("no way to match by " + match.by());
    }

    private static Optional<Long> pidIn(Path file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException noPid) {
            return Optional.empty();
        }
    }
}
