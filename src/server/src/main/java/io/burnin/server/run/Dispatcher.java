package io.burnin.server.run;

import io.burnin.plan.ParameterValue;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanFile;
import io.burnin.protocol.Assignment;
import io.burnin.server.fleet.Agent;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Agents;
import io.burnin.server.fleet.FleetConfig;
import io.burnin.server.fleet.Target;
import io.burnin.server.plan.Plans;
import io.burnin.server.plan.StoredPlan;
import io.burnin.server.web.Problem;
import io.burnin.verdict.ErrorClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives queued runs to agents that ask: the oldest that fits, as many at a time as the host takes. */
@ApplicationScoped
class Dispatcher {

    private final Runs runs;
    private final Plans plans;
    private final Agents agents;
    private final Ability ability;
    private final RunEvents events;
    private final FleetConfig config;
    private final Bell bell;
    private final Clock clock;

    Dispatcher(
            Runs runs,
            Plans plans,
            Agents agents,
            Ability ability,
            RunEvents events,
            FleetConfig config,
            Bell bell,
            Clock clock) {
        this.runs = runs;
        this.plans = plans;
        this.agents = agents;
        this.ability = ability;
        this.events = events;
        this.config = config;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * Waits so long for a run; on a virtual thread, so that a fleet may wait.
     *
     * @param holds the runs that the agent knows it has
     */
    Optional<Assignment> await(AgentId agent, Set<RunId> holds, Duration time) throws InterruptedException {
        long seen = bell.rings();
        Asked asked = ask(agent, holds, time);
        Optional<Assignment> work = asked.work();
        Duration left = time;
        while (work.isEmpty() && !left.isZero()) {
            left = bell.await(seen, left);
            if (bell.isOver()) {
                // The database may be closed already.
                return Optional.empty();
            }
            seen = bell.rings();
            work = next(agent, asked.request());
        }
        return work;
    }

    /** @param work what there was for it at once */
    record Asked(long request, Optional<Assignment> work) {}

    /**
     * Looks for the first time. Only then for a run that the agent was given before and does not know of, because the answer got
     * lost on its way: what it is given while this request waits is the answer to a later one.
     */
    @Transactional
    Asked ask(AgentId id, Set<RunId> holds, Duration time) {
        HostLoad load = HostLoad.of(agents.lockNeighbours(id), runs);
        long request = agents.asks(id, clock.instant().plus(time)).number();
        Optional<Run> unanswered = load.running().stream()
                .filter(run -> !holds.contains(run.id()) && neverAnswered(run, id))
                .findFirst();
        return new Asked(request, unanswered.map(this::leaseAgain).or(() -> next(load.require(id), load)));
    }

    /** Looks again, unless the agent has asked once more since and listens to this request no longer. */
    @Transactional
    Optional<Assignment> next(AgentId id, long request) {
        HostLoad load = HostLoad.of(agents.lockNeighbours(id), runs);
        Agent agent = load.require(id);
        return agent.asking().number() == request ? next(agent, load) : Optional.empty();
    }

    /** Leases a run to the agent, if one waits for it and its host takes one more. */
    private Optional<Assignment> next(Agent agent, HostLoad load) {
        List<Target> free = agent.targets().stream()
                .filter(target -> load.inTheWayOf(target).isEmpty())
                .toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        int before = 0;
        for (Run run : runs.queuedFor(load.targets())) {
            Optional<Target> target =
                    free.stream().filter(each -> fits(run, agent, each)).findFirst();
            if (target.isEmpty() && isWaitedFor(run, load)) {
                before++;
            }
            if (before >= load.roomFor(agent.id())) {
                return Optional.empty();
            }
            if (target.isPresent()) {
                Optional<Assignment> leased = lease(run, target.get(), agent.clock());
                if (leased.isPresent()) {
                    return leased;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether another agent of the host asks for work now and could take that run: who came first is served first. */
    private boolean isWaitedFor(Run run, HostLoad load) {
        Instant now = clock.instant();
        return load.agents().stream()
                .filter(agent -> agent.asking().isWaiting(now))
                .anyMatch(agent -> agent.targets().stream()
                        .anyMatch(target -> fits(run, agent, target)
                                && load.inTheWayOf(target).isEmpty()));
    }

    private boolean fits(Run run, Agent agent, Target target) {
        Order order = run.order();
        return target.fits(order.target(), order.targetLabels()) && ability.suffices(agent, order);
    }

    private static boolean neverAnswered(Run run, AgentId agent) {
        return run.lease()
                .filter(lease ->
                        lease.agent().equals(agent) && lease.lastContact().isEmpty())
                .isPresent();
    }

    private Assignment leaseAgain(Run run) {
        Instant now = clock.instant();
        Run leased = runs.change(run.id(), current -> {
            Run again = current.with(current.lease().orElseThrow().repeated(now.plus(config.lease())));
            return events.add(again, now, "leased", facts(again));
        });
        agents.answered(leased.lease().orElseThrow().agent());
        return assignment(leased, now);
    }

    private Optional<Assignment> lease(Run queued, Target target, Optional<Agent.ClockOffset> offset) {
        Instant now = clock.instant();
        StoredPlan stored = plans.require(queued.order().plan(), queued.order().planVersion());
        PlanFile file = stored.file();
        Map<String, ParameterValue> parameters =
                Intent.parameters(file, target, queued.order().parameters());
        Run run = runs.change(queued.id(), current -> {
            if (!(current.state() instanceof RunState.Queued waiting)) {
                return current;
            }
            try {
                Plan plan = Intent.check(stored, current.order(), Optional.of(target));
                var lease = new Lease(
                        target.agent(),
                        target.name(),
                        parameters,
                        1,
                        now.plus(config.lease()),
                        Optional.empty(),
                        offset.map(known -> new RunClock(known.millis(), known.errorMillis(), RunClock.State.ASSUMED)));
                Run leased =
                        current.with(waiting.leased(now)).with(lease).lasting(RunPlans.duration(plan, current.order()));
                return events.add(leased, now, "leased", facts(leased));
            } catch (Problem unfit) {
                String reason = "target %s does not fit the plan: %s".formatted(target.name(), unfit.getMessage());
                Run aborted = current.with(waiting.withdrawn(now, ErrorClass.CONFIG, reason));
                return events.add(aborted, now, "aborted", Map.of("reason", reason));
            }
        });
        boolean ours = run.state() instanceof RunState.Running
                && run.lease()
                        .filter(lease -> lease.agent().equals(target.agent()))
                        .isPresent();
        if (!ours) {
            return Optional.empty();
        }
        agents.answered(target.agent());
        return Optional.of(assignment(run, now));
    }

    private static Map<String, String> facts(Run run) {
        Lease lease = run.lease().orElseThrow();
        return Map.of(
                "agent", lease.agent().toString(), "target", lease.target(), "fence", Long.toString(lease.fence()));
    }

    private Assignment assignment(Run run, Instant now) {
        Lease lease = run.lease().orElseThrow();
        Order order = run.order();
        return new Assignment(
                run.id().toString(),
                run.number(),
                lease.fence(),
                lease.target(),
                order.plan(),
                order.planVersion(),
                plans.require(order.plan(), order.planVersion()).source(),
                order.profile(),
                lease.parameters(),
                order.tests(),
                now,
                Math.toIntExact(config.lease().toSeconds()),
                order.mode());
    }
}
