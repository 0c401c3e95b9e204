package io.burnin.agent.service;

import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Service;
import io.burnin.plan.Service.Output;
import java.util.List;
import java.util.Optional;

/** Looks at a service as a run would find it, and touches nothing. */
public final class Inspection {

    private final Service service;
    private final RunClock clock;
    private final Policy policy;
    private final Secrets secrets;
    private final Requests requests;
    private final ProcessTable table;

    public Inspection(Service service, RunClock clock, Policy policy, Secrets secrets, Requests requests) {
        this.service = service;
        this.clock = clock;
        this.policy = policy;
        this.secrets = secrets;
        this.requests = requests;
        this.table = ProcessTable.ofThisHost(clock::nanos, Optional.empty());
    }

    /** A process that the plan's pattern matches and that no other such has started. */
    public record Match(long pid, String commandLine) {}

    public List<Match> matches() {
        return new Finder(service, table)
                .find(table.snapshot(), Optional.empty()).roots().stream()
                        .map(root -> new Match(root.pid(), String.join(" ", table.command(root))))
                        .toList();
    }

    /** @throws StepFailed if policy forbids its command or its output, or if it could not be executed */
    public void requireStartable() throws StepFailed {
        policy.requireCommand(service.start(), service.directory());
        if (service.output().isPresent()) {
            Output output = service.output().get();
            policy.requireWrite(output.file());
            if (output.keep().isPresent()) {
                policy.requireWrite(output.older());
            }
        }
        new Launcher(service.start(), service.directory(), service.environment(), service.output(), secrets, clock)
                .requireStartable();
    }

    /** Whether it answers as the plan says; empty if the plan does not, or not with a request that only reads. */
    public Optional<Boolean> isReady() throws StepFailed, InterruptedException {
        if (service.ready().filter(ready -> ready.http().isSafe()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Readiness(service.ready().get().http(), requests, secrets, clock).answers());
    }
}
