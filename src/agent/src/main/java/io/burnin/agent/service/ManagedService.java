package io.burnin.agent.service;

import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Finder.Found;
import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.plan.Service;
import io.burnin.verdict.ErrorClass;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One service: its processes, whether it is ready, and the lock that keeps verbs on it from overlapping. */
final class ManagedService {

    private final Service service;
    private final Toolbox tools;
    private final ServiceProcesses processes;
    private final Optional<Readiness> readiness;
    private final ReentrantLock verbs = new ReentrantLock();

    ManagedService(Service service, Toolbox tools) {
        this.service = service;
        this.tools = tools;
        this.processes = new ServiceProcesses(service, tools);
        this.readiness = service.ready()
                .map(ready -> new Readiness(ready.http(), tools.requests(), tools.secrets(), tools.clock()));
    }

    @FunctionalInterface
    interface Verb<T> {
        T perform() throws StepFailed, InterruptedException;
    }

    /** Performs it when no other verb is at work on this service. */
    <T> T alone(Verb<T> verb) throws StepFailed, InterruptedException {
        verbs.lockInterruptibly();
        try {
            return verb.perform();
        } finally {
            verbs.unlock();
            tools.deaths().tell();
        }
    }

    Service plan() {
        return service;
    }

    String name() {
        return service.name();
    }

    ServiceProcesses processes() {
        return processes;
    }

    boolean hasReadiness() {
        return readiness.isPresent();
    }

    /** As the plan defines it; without a definition it is ready while it runs and is not halted. */
    boolean isReady() throws StepFailed, InterruptedException {
        return readiness.isPresent() ? readiness.get().answers() : runsUnhalted();
    }

    private boolean runsUnhalted() {
        Found found = processes.look();
        return !found.isEmpty()
                && found.roots().stream().noneMatch(root -> tools.table().isHalted(root.pid()));
    }

    /** Whether somebody listens where it would. */
    boolean portIsTaken() throws StepFailed {
        Optional<InetSocketAddress> port =
                readiness.isPresent() ? readiness.get().localPort() : Optional.empty();
        return port.filter(Readiness::isOpen).isPresent();
    }

    void requireHarmAllowed(Found found) throws StepFailed {
        for (Row root : found.roots()) {
            try {
                tools.policy().requireHarm(service.name(), processes.commandLine(root));
            } catch (StepFailed refused) {
                requireOwn(root, refused);
            }
        }
    }

    /** A script that we started shows its interpreter's command line; the policy speaks of the command that it was started by. */
    private void requireOwn(Row root, StepFailed refused) throws StepFailed {
        if (!tools.history().started(service.name()).equals(Optional.of(root.incarnation()))) {
            throw refused;
        }
        tools.policy().requireHarm(service.name(), String.join(" ", service.start()));
    }

    /** A harm that cannot be shown to have taken effect. */
    StepFailed notProved(String but) {
        return new StepFailed(
                ErrorClass.TEST, "the fault on %s did not prove itself: %s".formatted(service.name(), but));
    }
}
