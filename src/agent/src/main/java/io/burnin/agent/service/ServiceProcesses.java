package io.burnin.agent.service;

import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Finder.Found;
import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.agent.service.Services.Incarnation;
import io.burnin.plan.Service;
import io.burnin.plan.Service.Match;
import io.burnin.verdict.ErrorClass;
import java.util.Optional;

/** The processes of one service, as last seen. Each look notes roots that appeared, and reports those that ended. */
final class ServiceProcesses {

    private final Service service;
    private final ProcessTable table;
    private final Finder finder;
    private final History history;
    private final Deaths deaths;
    private final RunClock clock;
    private long newest;

    ServiceProcesses(Service service, Toolbox tools) {
        this.service = service;
        this.table = tools.table();
        this.history = tools.history();
        this.deaths = tools.deaths();
        this.clock = tools.clock();
        this.newest = clock.nanos();
        this.finder = new Finder(service, table);
    }

    /** Whether a root that was seen alive is so no more; does not look for others. */
    boolean hasLostARoot() {
        return !history.living(service.name()).stream().allMatch(table::lives);
    }

    /** What lives now. */
    Found look() {
        return look(table.snapshot());
    }

    /** What lived then; a snapshot that is older than what is known already is taken anew. */
    synchronized Found look(Snapshot proposed) {
        Snapshot snapshot = proposed.begunAt() < newest ? table.snapshot() : proposed;
        newest = snapshot.begunAt();
        Optional<Incarnation> started = history.started(service.name());
        Found found = finder.find(snapshot, started);
        started.filter(own ->
                        !snapshot.lives(own) && snapshot.sessionOf(own.pid()).isEmpty())
                .ifPresent(gone -> history.startedIsGone(service.name()));
        for (Incarnation before : history.living(service.name())) {
            if (!snapshot.lives(before)) {
                history.ended(service.name(), before);
                deaths.report(service.name(), before, history.wasOrdered(before));
            }
        }
        for (Row root : found.roots()) {
            // What outlives its root for a moment, while both are made to end, is no incarnation of its own.
            if (!history.living(service.name()).contains(root.incarnation())
                    && !history.wasOrdered(root.incarnation())) {
                history.seen(service.name(), root.incarnation());
            }
        }
        return found;
    }

    /** As {@link #look()}; refuses if more or fewer processes match than the plan says. */
    Found lookForAll() throws StepFailed {
        Found found = look();
        int expected = service.processes().map(Match::count).orElse(1);
        if (found.isEmpty()) {
            throw new StepFailed(ErrorClass.TEST, "%s does not run".formatted(service.name()));
        }
        if (found.matched() > 0 && found.matched() != expected) {
            String roots =
                    String.join(", ", found.roots().stream().map(this::describe).toList());
            throw new StepFailed(
                    ErrorClass.CONFIG,
                    "%d processes match %s, not %d: %s".formatted(found.matched(), service.name(), expected, roots));
        }
        return found;
    }

    /** Starts it so that no look in between sees the process without knowing that it is ours. */
    synchronized Process start(Launcher launcher) throws StepFailed {
        Process process = launcher.start();
        table.snapshot().find(process.pid()).ifPresent(row -> history.started(service.name(), row.incarnation()));
        newest = clock.nanos();
        return process;
    }

    String commandLine(Row process) {
        return String.join(" ", table.command(process));
    }

    private String describe(Row root) {
        return "pid %d (%s)".formatted(root.pid(), commandLine(root));
    }
}
