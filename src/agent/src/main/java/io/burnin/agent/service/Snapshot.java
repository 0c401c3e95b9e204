package io.burnin.agent.service;

import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.agent.service.Services.Incarnation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All processes of the host at one time; it shows at least all that was so when it was begun. */
final class Snapshot {

    private final long begunAt;
    private final Map<Long, Row> rows;
    private final Map<Long, List<Row>> children;

    /** @param begunAt a reading of the monotonic clock */
    Snapshot(long begunAt, Collection<Row> rows) {
        this.begunAt = begunAt;
        Map<Long, Row> byPid = new LinkedHashMap<>();
        rows.forEach(row -> byPid.put(row.pid(), row));
        this.rows = byPid;
        this.children = rows.stream().collect(Collectors.groupingBy(Row::parent));
    }

    long begunAt() {
        return begunAt;
    }

    Collection<Row> rows() {
        return rows.values();
    }

    Optional<Row> find(long pid) {
        return Optional.ofNullable(rows.get(pid));
    }

    boolean lives(Incarnation process) {
        return find(process.pid())
                .filter(row -> row.incarnation().equals(process))
                .isPresent();
    }

    /** Those, and all that descend from them; parents before children. */
    List<Row> withDescendants(Collection<Row> ancestors) {
        Map<Long, Row> found = new LinkedHashMap<>();
        var open = new ArrayDeque<>(ancestors);
        while (!open.isEmpty()) {
            Row next = open.removeFirst();
            if (found.putIfAbsent(next.pid(), next) == null) {
                open.addAll(children.getOrDefault(next.pid(), List.of()));
            }
        }
        return List.copyOf(found.values());
    }

    /** Those among them that descend from no other of them. */
    List<Row> topmost(Collection<Row> processes) {
        Set<Long> pids = processes.stream().map(Row::pid).collect(Collectors.toSet());
        return processes.stream()
                .filter(row -> ancestors(row.pid()).stream().noneMatch(pids::contains))
                .toList();
    }

    /** The pids of its parent, its parent's parent and so on. */
    Set<Long> ancestors(long pid) {
        Set<Long> ancestors = new HashSet<>();
        Optional<Row> row = find(pid);
        while (row.isPresent() && ancestors.add(row.get().parent())) {
            row = find(row.get().parent());
        }
        return ancestors;
    }

    /** The processes of the session that this process leads or led. */
    List<Row> sessionOf(long leader) {
        return rows.values().stream().filter(row -> row.session() == leader).toList();
    }
}
