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
import java.util.concurrent.ConcurrentHashMap;

/** Gives queued runs to agents that ask: the oldest that fits, as many at a time as the host takes. */
@ApplicationScoped
class Dispatcher {

    private final Runs runs;
    private final Plans plans;
    private final Agents agents;
    private final RunEvents events;
    private final FleetConfig config;
    private final Bell bell;
    private final Clock clock;
    private final Set<AgentId> waiting = ConcurrentHashMap.newKeySet();

    Dispatcher(Runs runs, Plans plans, Agents agents, RunEvents events, FleetConfig config, Bell bell, Clock clock) {
        this.runs = runs;
        this.plans = plans;
        this.agents = agents;
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
        Duration left = time;
        waiting.add(agent);
        try {
            while (true) {
                long seen = bell.rings();
                Optional<Assignment> work = next(agent, holds);
                if (work.isPresent() || left.isZero()) {
                    return work;
                }
                left = bell.await(seen, left);
            }
        } finally {
            waiting.remove(agent);
        }
    }

    /** Leases a run to the agent, if one waits for it and its host takes one more. */
    @Transactional
    Optional<Assignment> next(AgentId id, Set<RunId> holds) {
        Agent agent = agents.require(id);
        HostLoad load = HostLoad.of(agents.lockHost(agent.host()), runs);
        Optional<Run> unanswered = load.running().stream()
                .filter(run -> !holds.contains(run.id()) && neverAnswered(run, id))
                .findFirst();
        if (unanswered.isPresent()) {
            return unanswered.map(this::leaseAgain);
        }
        List<Target> free = agent.targets().stream()
                .filter(target -> load.inTheWayOf(target).isEmpty())
                .toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        int before = 0;
        for (Run run : runs.queued()) {
            Optional<Target> target =
                    free.stream().filter(each -> fits(run, each)).findFirst();
            if (target.isEmpty() && isWaitedFor(run, load)) {
                before++;
            }
            if (before >= load.roomFor(id)) {
                return Optional.empty();
            }
            if (target.isPresent()) {
                Optional<Assignment> leased = lease(run, target.get());
                if (leased.isPresent()) {
                    return leased;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether another agent of the host asks for work now and could take that run: who came first is served first. */
    private boolean isWaitedFor(Run run, HostLoad load) {
        return load.agents().stream()
                .filter(agent -> waiting.contains(agent.id()))
                .flatMap(agent -> agent.targets().stream())
                .anyMatch(target -> fits(run, target) && load.inTheWayOf(target).isEmpty());
    }

    private static boolean fits(Run run, Target target) {
        return target.fits(run.order().target(), run.order().targetLabels());
    }

    private static boolean neverAnswered(Run run, AgentId agent) {
        return run.lease()
                .filter(lease ->
                        lease.agent().equals(agent) && lease.lastContact().isEmpty())
                .isPresent();
    }

    /** The answer got lost on its way: the agent would know the run otherwise. */
    private Assignment leaseAgain(Run run) {
        Instant now = clock.instant();
        Run leased = runs.change(run.id(), current -> {
            Run again = current.with(current.lease().orElseThrow().repeated(now.plus(config.lease())));
            return events.add(again, now, "leased", facts(again));
        });
        return assignment(leased, now);
    }

    private Optional<Assignment> lease(Run queued, Target target) {
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
                        target.agent(), target.name(), parameters, 1, now.plus(config.lease()), Optional.empty());
                Run leased = current.with(waiting.leased(now))
                        .with(lease)
                        .lasting(plan.profile().duration());
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
        return ours ? Optional.of(assignment(run, now)) : Optional.empty();
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
                Math.toIntExact(config.lease().toSeconds()));
    }
}
