package io.burnin.server.run;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.burnin.server.fleet.Agent;
import io.burnin.server.fleet.Agents;
import io.burnin.server.fleet.FleetConfig;
import io.burnin.server.fleet.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Why a run cannot begin, in words for the one who waits. */
@ApplicationScoped
class QueueReasons {

    private final Agents agents;
    private final Runs runs;
    private final Ability ability;
    private final FleetConfig config;
    private final Clock clock;

    QueueReasons(Agents agents, Runs runs, Ability ability, FleetConfig config, Clock clock) {
        this.agents = agents;
        this.runs = runs;
        this.ability = ability;
        this.config = config;
        this.clock = clock;
    }

    String of(Order order) {
        List<Agent> all = agents.all();
        List<Agent> suitable = suitable(order, all);
        if (suitable.isEmpty()) {
            return order.target()
                    .map("no agent has declared target %s"::formatted)
                    .orElseGet(() -> "no target with " + text(order.targetLabels()));
        }
        List<Agent> able = suitable.stream()
                .filter(agent -> ability.suffices(agent, order))
                .toList();
        if (able.isEmpty()) {
            return suitable.stream()
                    .flatMap(agent -> ability.lack(agent, order).stream())
                    .collect(joining("; "));
        }
        Instant heardAfter = clock.instant().minus(config.lease());
        List<Agent> present = able.stream()
                .filter(agent -> agent.lastContact().isAfter(heardAfter))
                .toList();
        if (present.isEmpty()) {
            return "agent %s is away".formatted(names(able));
        }
        return working(order, present, all).stream()
                .findFirst()
                .map(other -> "target busy with run " + other.name())
                .orElseGet(() -> "waits for agent %s to ask for work".formatted(names(present)));
    }

    /** The unfinished runs that keep every suitable target busy, or wait for it already; none if one is free. */
    List<Run> inTheWayOf(Order order) {
        List<Agent> all = agents.all();
        Stream<Run> working = working(order, suitable(order, all), all).stream();
        Stream<Run> waiting = order.target().isEmpty()
                ? Stream.of()
                : runs.queued().stream().filter(run -> run.order().target().equals(order.target()));
        return Stream.concat(working, waiting).distinct().toList();
    }

    private static List<Agent> suitable(Order order, List<Agent> all) {
        return all.stream()
                .filter(agent -> agent.targets().stream().anyMatch(target -> fits(order, target)))
                .toList();
    }

    private static boolean fits(Order order, Target target) {
        return target.fits(order.target(), order.targetLabels());
    }

    /** The runs that each of the agents' targets would have to wait for; none if one has not to wait. */
    private List<Run> working(Order order, List<Agent> suitable, List<Agent> all) {
        Set<String> hosts = suitable.stream().map(Agent::host).collect(toSet());
        Map<String, HostLoad> loads = all.stream()
                .filter(agent -> hosts.contains(agent.host()))
                .collect(groupingBy(Agent::host, collectingAndThen(toList(), there -> HostLoad.of(there, runs))));
        List<List<Run>> inTheWay = suitable.stream()
                .flatMap(agent -> agent.targets().stream()
                        .filter(target -> fits(order, target))
                        .map(target -> loads.get(agent.host()).inTheWayOf(target)))
                .toList();
        return inTheWay.stream().anyMatch(List::isEmpty)
                ? List.of()
                : inTheWay.stream().flatMap(List::stream).distinct().toList();
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
