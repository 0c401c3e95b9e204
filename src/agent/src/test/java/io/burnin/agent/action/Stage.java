package io.burnin.agent.action;

import io.burnin.agent.policy.Permissive;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.Ledgers;
import io.burnin.agent.probe.Live;
import io.burnin.agent.record.Collected;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.agent.service.ProcessServices;
import io.burnin.plan.Statistic;
import io.burnin.plan.Step;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where steps are performed, and what they left behind. */
final class Stage implements AutoCloseable {

    static final Step.Options PLAIN = new Step.Options(Optional.empty(), Optional.empty(), false, Optional.empty());

    final RunClock clock = SystemRunClock.start();
    final Collected recorded = new Collected();
    final List<Submitted> submitted = new CopyOnWriteArrayList<>();
    final List<String> observed = new CopyOnWriteArrayList<>();
    private final Policy policy;
    private final StandardActions actions;
    private final ProcessServices services;

    record Submitted(String ledger, String id, String origin, Instant intended) {}

    Stage() {
        this(new Permissive(), List.of());
    }

    Stage(Policy policy, Collection<io.burnin.plan.Service> plan) {
        this.policy = policy;
        this.actions = new StandardActions(policy);
        this.services = new ProcessServices(plan, clock, recorded, policy, Stage::secret, List.of());
    }

    static Step.Options as(String name) {
        return new Step.Options(Optional.of(name), Optional.empty(), false, Optional.empty());
    }

    Map<String, String> perform(Step step) throws StepFailed, InterruptedException {
        return actions.perform(step, context("load", clock.now(), Optional.empty()));
    }

    Map<String, String> perform(Step step, String test) throws StepFailed, InterruptedException {
        return actions.perform(step, context(test, clock.now(), Optional.empty()));
    }

    /** As a step of an occurrence that began so long ago and ends so long from now. */
    Map<String, String> perform(Step step, Duration ago, Duration left) throws StepFailed, InterruptedException {
        Instant now = clock.now();
        return actions.perform(step, context("load", now.minus(ago), Optional.of(now.plus(left))));
    }

    private StepContext context(String test, Instant began, Optional<Instant> until) {
        Ledgers ledgers = (ledger, id, origin, intended) -> submitted.add(new Submitted(ledger, id, origin, intended));
        var live = new Live() {
            @Override
            public Optional<Double> value(
                    Statistic statistic, String metric, Map<String, String> where, Instant since) {
                return Optional.empty();
            }

            @Override
            public void observe(String probe) {
                observed.add(probe);
            }
        };
        return new StepContext(
                test,
                1,
                "steps/0",
                began,
                until.map(at -> () -> at),
                clock,
                recorded,
                services,
                live,
                ledgers,
                policy,
                Stage::secret);
    }

    private static String secret(String name) throws StepFailed {
        if (name.equals("KEY")) {
            return "s3cret";
        }
        throw new StepFailed(ErrorClass.CONFIG, "no secret " + name);
    }

    @Override
    public void close() {
        actions.close();
        services.close();
    }
}
