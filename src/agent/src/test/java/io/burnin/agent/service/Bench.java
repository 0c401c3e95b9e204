package io.burnin.agent.service;

import io.burnin.agent.policy.Permissive;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.record.Collected;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.plan.Service;
import io.burnin.verdict.ErrorClass;
import java.util.List;
import java.util.Optional;

/** Real services with a recorder to look into; whatever still runs at the end is killed. */
final class Bench implements AutoCloseable {

    final Collected recorded = new Collected();
    final ProcessServices services;
    private final List<Service> plan;

    Bench(Service... plan) {
        this(new Permissive(), List.of(), plan);
    }

    Bench(Policy policy, List<String> notes, Service... plan) {
        this.plan = List.of(plan);
        this.services =
                new ProcessServices(this.plan, SystemRunClock.start(), recorded, policy, Bench::noSecret, notes);
    }

    private static String noSecret(String name) throws StepFailed {
        throw new StepFailed(ErrorClass.CONFIG, "no secret " + name);
    }

    /** What nobody has waited for yet is dead all the same, though the JDK calls it alive. */
    static boolean lives(long pid) {
        return ProcessTable.ofThisHost(System::nanoTime, Optional.empty())
                .snapshot()
                .find(pid)
                .isPresent();
    }

    List<String> notes() {
        return recorded.notesOf("services");
    }

    @Override
    public void close() {
        for (Service service : plan) {
            services.tree(service.name())
                    .ifPresent(tree -> tree.pids()
                            .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly)));
        }
        services.close();
    }
}
