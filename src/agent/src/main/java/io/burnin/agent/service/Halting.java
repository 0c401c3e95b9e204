package io.burnin.agent.service;

import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Finder.Found;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Halts the processes of a service, proves that they stand still, and lets them go on. */
final class Halting {

    private final ManagedService service;
    private final Toolbox tools;

    Halting(ManagedService service, Toolbox tools) {
        this.service = service;
        this.tools = tools;
    }

    /** Whatever happens meanwhile, they go on when this returns or throws. */
    Map<String, String> pause(Duration hold) throws StepFailed, InterruptedException {
        Found found = service.processes().lookForAll();
        service.requireHarmAllowed(found);
        long began = tools.clock().nanos();
        try {
            tools.signals().send(Signals.HALT, found.pids());
            prove(found.pids());
            long left = hold.toNanos() - (tools.clock().nanos() - began);
            Thread.sleep(Duration.ofNanos(Math.max(0, left)));
        } finally {
            tools.signals().send(Signals.GO_ON, found.pids());
        }
        long held = tools.clock().nanos() - began;
        return Map.of(
                "pids", found.pids().toString(),
                "millis", Long.toString(Duration.ofNanos(held).toMillis()));
    }

    private void prove(List<Long> pids) throws StepFailed, InterruptedException {
        boolean halted = tools.often().until(Toolbox.TO_END, () -> pids.stream().allMatch(tools.table()::isHalted));
        if (!halted) {
            throw service.notProved("not all of pid %s are halted".formatted(pids));
        }
        if (service.hasReadiness() && !tools.sparing().until(Toolbox.TO_END, () -> !service.isReady())) {
            throw service.notProved("its processes are halted, and it still answers as if it were ready");
        }
    }

    /** Lets those go on that are halted, whoever halted them. */
    void goOn(Found found) throws StepFailed, InterruptedException {
        List<Long> halted =
                found.pids().stream().filter(tools.table()::isHalted).toList();
        if (!halted.isEmpty()) {
            tools.signals().send(Signals.GO_ON, halted);
        }
    }
}
