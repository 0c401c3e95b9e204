package io.burnin.agent.service;

import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Finder.Found;
import io.burnin.agent.service.History.AsFound;
import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.verdict.ErrorClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a service into the state that the run needs, and back into the state in which the run found it. */
final class Ensuring {

    private final ManagedService service;
    private final Toolbox tools;
    private final Starting starting;
    private final Ending ending;
    private final Halting halting;

    Ensuring(ManagedService service, Toolbox tools) {
        this.service = service;
        this.tools = tools;
        this.starting = new Starting(service, tools);
        this.ending = new Ending(service, tools);
        this.halting = new Halting(service, tools);
    }

    Map<String, String> ensure(String origin, Optional<Duration> within) throws StepFailed, InterruptedException {
        take();
        Found found = service.processes().look();
        if (found.isEmpty()) {
            return starting.start(origin, within);
        }
        halting.goOn(found);
        Duration patience = starting.patience(within);
        boolean decided = tools.sparing()
                .until(
                        patience,
                        () -> service.isReady() || service.processes().look().isEmpty());
        if (decided && service.processes().look().isEmpty()) {
            return starting.start(origin, within);
        }
        return decided
                ? Map.of("ready", "true", "pids", found.pids().toString())
                : Map.of("ready", "false", "why", "runs, but not ready within %d ms".formatted(patience.toMillis()));
    }

    /** Once per run: what the plan says about a service that ran before the run did. */
    void take() throws StepFailed, InterruptedException {
        if (tools.history().isTaken(service.name())) {
            return;
        }
        Found found = service.processes().look();
        if (!found.isEmpty()) {
            switch (service.plan().running()) {
                case REFUSE ->
                    throw new StepFailed(
                            ErrorClass.CONFIG,
                            "%s runs already as pid %s, and the plan refuses that"
                                    .formatted(service.name(), found.pids()));
                case RESTART -> ending.stop(Optional.empty());
                case ADOPT -> {}
            }
        }
        tools.history().taken(service.name());
    }

    void remember() {
        if (tools.history().asFound(service.name()).isEmpty()) {
            Optional<Row> root = service.processes().look().roots().stream().findFirst();
            tools.history()
                    .found(
                            service.name(),
                            new AsFound(
                                    root.map(Row::incarnation),
                                    root.map(tools.table()::command).orElse(List.of()),
                                    root.flatMap(tools.table()::workingDirectory)
                                            .orElse(service.plan().directory())
                                            .toString()));
        }
    }

    /** The first half of the way back: ends what did not run before. */
    void endWhatWasNotThere() throws StepFailed, InterruptedException {
        Optional<AsFound> before = tools.history().asFound(service.name());
        Found now = service.processes().look();
        if (before.isPresent() && !now.isEmpty() && !isAsBefore(before.get(), now)) {
            halting.goOn(now);
            ending.stop(Optional.empty());
        }
    }

    /** The second half: starts what ran before. */
    void startWhatWasThere() throws StepFailed, InterruptedException {
        Optional<AsFound> before = tools.history().asFound(service.name());
        if (before.isEmpty() || before.get().process().isEmpty()) {
            return;
        }
        Found now = service.processes().look();
        if (!now.isEmpty()) {
            halting.goOn(now);
            return;
        }
        if (!starting.startInstead(launcher(before.get()))) {
            throw new StepFailed(
                    ErrorClass.PRODUCT,
                    "%s ran before the run and does not become ready again".formatted(service.name()));
        }
    }

    private boolean isAsBefore(AsFound before, Found now) {
        return before.process().isPresent()
                && now.roots().stream()
                        .anyMatch(root -> before.process().equals(Optional.of(root.incarnation()))
                                || tools.table().command(root).equals(before.command()));
    }

    private Launcher launcher(AsFound before) {
        Launcher planned = starting.launcher(service.plan());
        return new Launcher(
                before.command(),
                Path.of(before.directory()),
                planned.environment(),
                planned.output(),
                planned.secrets(),
                planned.clock());
    }
}
