package io.burnin.server.run;

import static java.util.stream.Collectors.joining;

import io.burnin.plan.Plan;
import io.burnin.server.fleet.Agents;
import io.burnin.server.fleet.Target;
import io.burnin.server.plan.Plans;
import io.burnin.server.plan.StoredPlan;
import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.ErrorClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Starts runs and ends them before their time. */
@ApplicationScoped
public class RunControl {

    private final Runs runs;
    private final Plans plans;
    private final Agents agents;
    private final Ability ability;
    private final QueueReasons reasons;
    private final StartCondition condition;
    private final RunEvents events;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    RunControl(
            Runs runs,
            Plans plans,
            Agents agents,
            Ability ability,
            QueueReasons reasons,
            StartCondition condition,
            RunEvents events,
            Audit audit,
            Caller caller,
            Clock clock) {
        this.runs = runs;
        this.plans = plans;
        this.agents = agents;
        this.ability = ability;
        this.reasons = reasons;
        this.condition = condition;
        this.events = events;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param isNew false if the same request was made before under the same key */
    record Started(Run run, boolean isNew) {}

    /** What would happen. */
    record DryRun(StoredPlan plan, Plan decoded, List<Target> targets, String why) {}

    /**
     * @param queueFor how long it may wait; empty for ever
     * @param key makes a repeated request the same run
     */
    @Transactional
    Started start(
            Order order,
            StartRun.OnBusy onBusy,
            Optional<Duration> queueFor,
            Optional<Runs.Key> key,
            Optional<RunId> rerunOf) {
        plans.lock(order.plan());
        Optional<Run> known = key.flatMap(this::known);
        if (known.isPresent()) {
            return new Started(known.get(), false);
        }
        condition.check();
        Plan plan = check(order);
        Instant now = clock.instant();
        RunId id = new RunId(UUID.randomUUID());
        long number = runs.nextNumber(order.plan());
        handleBusy(order, onBusy, order.plan() + "#" + number);
        var queued = new RunState.Queued(reasons.of(order), now, queueFor.map(now::plus));
        var origin = new Run.Origin(now, caller.name(), rerunOf);
        Run run = Run.queued(id, number, order, origin, RunPlans.duration(plan, order), queued);
        runs.add(run, key);
        audit.record("run.start", run.name(), "profile %s, run %s", order.profile(), id);
        Run told = runs.change(
                id, current -> events.add(current, now, "queued", Map.of("by", caller.name(), "why", queued.why())));
        return new Started(told, true);
    }

    @Transactional
    DryRun dryRun(Order order) {
        Plan plan = check(order);
        return new DryRun(plans.require(order.plan(), order.planVersion()), plan, targetsOf(order), reasons.of(order));
    }

    /** The newest version, unless another is asked for. */
    @Transactional
    int version(String plan, Optional<Integer> wanted) {
        return wanted.map(version -> plans.require(plan, version))
                .orElseGet(() -> plans.require(plan))
                .version();
    }

    /** Takes a run off the queue, or has its agent undo what it did and end. */
    @Transactional
    public Run cancel(RunId id, String reason) {
        Instant now = clock.instant();
        String by = caller.name();
        String why = reason.isBlank() ? "cancelled by " + by : reason;
        Run run = runs.change(
                id,
                current ->
                        events.add(cancelled(current, now, by, why), now, "cancel", Map.of("by", by, "reason", why)));
        audit.record("run.cancel", run.name(), "%s", why);
        return run;
    }

    private static Run cancelled(Run run, Instant now, String by, String why) {
        return switch (run.state()) {
            case RunState.Queued queued ->
                run.with(queued.withdrawn(now, ErrorClass.CANCELED, why))
                        .with(run.wish().cancelled(by, why));
            case RunState.Running running -> run.with(run.wish().cancelled(by, why));
            // Its agent may return, and must learn of it then.
            case RunState.Lost lost -> run.with(run.wish().cancelled(by, why));
            case RunState.Finished ended -> throw alreadyEnded(run);
            case RunState.Stopped ended -> throw alreadyEnded(run);
            case RunState.Aborted ended -> throw alreadyEnded(run);
        };
    }

    /** Ends a running run early because a red has decided. Not running, or being ended already: nothing changes. */
    @Transactional
    public Run stop(RunId id, String by, String reason) {
        Instant now = clock.instant();
        return runs.change(id, run -> {
            boolean ending = run.wish().cancelledBy().isPresent()
                    || run.wish().stoppedBy().isPresent();
            if (ending || !(run.state() instanceof RunState.Running)) {
                return run;
            }
            Run stopping = run.with(run.wish().stopped(by, reason));
            return events.add(stopping, now, "stop", Map.of("by", by, "reason", reason));
        });
    }

    private Optional<Run> known(Runs.Key key) {
        Optional<Runs.Keyed> before = runs.byKey(key.key());
        if (before.isPresent() && !before.get().hash().equals(key.hash())) {
            throw Problem.of(
                    ProblemType.KEY_REUSED,
                    "Idempotency-Key %s started run %s with another body: use a new key for a new run",
                    key.key(),
                    before.get().run().name());
        }
        return before.map(Runs.Keyed::run);
    }

    private Plan check(Order order) {
        if (order.target().isEmpty() && order.targetLabels().isEmpty()) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "target: name one, or give targetLabels; GET /targets lists what agents declare");
        }
        StoredPlan stored = plans.require(order.plan(), order.planVersion());
        List<Target> targets = targetsOf(order);
        Plan plan = Intent.check(stored, order, targets.stream().findFirst());
        requireAbleAgent(order, targets);
        return plan;
    }

    /** While no target fits, an agent may come that can. */
    private void requireAbleAgent(Order order, List<Target> targets) {
        List<Optional<String>> lacks = targets.stream()
                .map(target -> ability.lack(agents.require(target.agent()), order))
                .distinct()
                .toList();
        if (!lacks.isEmpty() && lacks.stream().allMatch(Optional::isPresent)) {
            throw Problem.of(
                    ProblemType.NOT_ABLE,
                    "%s",
                    lacks.stream().flatMap(Optional::stream).collect(joining("; ")));
        }
    }

    private List<Target> targetsOf(Order order) {
        return agents.targets().stream()
                .filter(target -> target.fits(order.target(), order.targetLabels()))
                .toList();
    }

    private void handleBusy(Order order, StartRun.OnBusy onBusy, String successor) {
        List<Run> others = reasons.inTheWayOf(order);
        switch (onBusy) {
            case QUEUE -> {}
            case REFUSE -> {
                if (!others.isEmpty()) {
                    throw Problem.of(
                            ProblemType.TARGET_BUSY,
                            "run %s is %s: wait for it, cancel it, or start with onBusy queue or replace",
                            others.getFirst().name(),
                            others.getFirst().state().label());
                }
            }
            case REPLACE -> others.forEach(other -> cancel(other.id(), "replaced by " + successor));
        }
    }

    private static Problem alreadyEnded(Run run) {
        return Problem.of(
                ProblemType.RUN_ALREADY_ENDED,
                "run %s is already %s",
                run.name(),
                run.state().label());
    }
}
