package io.burnin.server.run;

import static java.util.stream.Collectors.joining;

import io.burnin.server.fleet.Agent;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Agents;
import io.burnin.server.fleet.FleetConfig;
import io.burnin.server.fleet.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Why a run cannot begin, in words for the one who waits. */
@ApplicationScoped
class QueueReasons {

    private final Agents agents;
    private final Runs runs;
    private final FleetConfig config;
    private final Clock clock;

    QueueReasons(Agents agents, Runs runs, FleetConfig config, Clock clock) {
        this.agents = agents;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    String of(Order order) {
        List<Agent> suitable = suitable(order);
        if (suitable.isEmpty()) {
            return order.target()
                    .map("no agent has declared target %s"::formatted)
                    .orElseGet(() -> "no target with " + text(order.targetLabels()));
        }
        Instant heardAfter = clock.instant().minus(config.lease());
        List<Agent> present = suitable.stream()
                .filter(agent -> agent.lastContact().isAfter(heardAfter))
                .toList();
        if (present.isEmpty()) {
            return "agent %s is away".formatted(names(suitable));
        }
        Optional<Run> busyWith =
                present.stream().flatMap(agent -> runsOnHostOf(agent).stream()).findFirst();
        return busyWith.map(other -> "target busy with run " + other.name())
                .orElseGet(() -> "waits for agent %s to ask for work".formatted(names(present)));
    }

    /** The unfinished runs that keep every suitable target busy, or wait for it already; none if one is free. */
    List<Run> inTheWayOf(Order order) {
        List<Agent> suitable = suitable(order);
        boolean oneIsFree =
                suitable.stream().anyMatch(agent -> runsOnHostOf(agent).isEmpty());
        Stream<Run> working =
                oneIsFree ? Stream.of() : suitable.stream().flatMap(agent -> runsOnHostOf(agent).stream());
        Stream<Run> waiting = order.target().isEmpty()
                ? Stream.of()
                : runs.queued().stream().filter(run -> run.order().target().equals(order.target()));
        return Stream.concat(working, waiting).distinct().toList();
    }

    private List<Agent> suitable(Order order) {
        return agents.all().stream()
                .filter(agent -> agent.targets().stream().anyMatch(target -> fits(order, target)))
                .toList();
    }

    private static boolean fits(Order order, Target target) {
        return target.fits(order.target(), order.targetLabels());
    }

    private List<Run> runsOnHostOf(Agent agent) {
        List<AgentId> neighbours = agents.all().stream()
                .filter(other -> other.host().equals(agent.host()))
                .map(Agent::id)
                .toList();
        return runs.runningOn(neighbours);
    }

    private static String names(List<Agent> agents) {
        return agents.stream().map(Agent::name).collect(joining(" or "));
    }

    private static String text(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(joining(", "));
    }
}
