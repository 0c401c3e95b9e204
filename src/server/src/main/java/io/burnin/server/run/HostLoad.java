package io.burnin.server.run;

import io.burnin.server.fleet.Agent;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Target;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the agents of one host work on now.
 *
 * @param agents all of that host
 */
record HostLoad(List<Agent> agents, List<Run> running) {

    Agent require(AgentId id) {
        return agents.stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("agent %s is not of this host".formatted(id)));
    }

    /** All that the host offers. */
    List<Target> targets() {
        return agents.stream().flatMap(agent -> agent.targets().stream()).toList();
    }

    /** What keeps the target from a run that its agent asks for: another run of it, or a host that takes no more. */
    List<Run> inTheWayOf(Target target) {
        List<Run> ofTarget =
                running.stream().filter(run -> worksOn(run, target)).toList();
        if (!ofTarget.isEmpty()) {
            return ofTarget;
        }
        return roomFor(target.agent()) > 0 ? List.of() : running;
    }

    /** How many more runs the host takes if the agent takes one. */
    int roomFor(AgentId asking) {
        return Math.max(0, mostWith(asking) - running.size());
    }

    /** An agent that wants the host for itself gets it: the least that any of those at work, and this one, would share. */
    private int mostWith(AgentId asking) {
        List<AgentId> working = Stream.concat(
                        Stream.of(asking),
                        running.stream()
                                .map(Run::lease)
                                .flatMap(lease -> lease.stream().map(Lease::agent)))
                .toList();
        return agents.stream()
                .filter(agent -> working.contains(agent.id()))
                .mapToInt(Agent::runs)
                .min()
                .orElse(1);
    }

    private static boolean worksOn(Run run, Target target) {
        return run.lease()
                .filter(lease ->
                        lease.agent().equals(target.agent()) && lease.target().equals(target.name()))
                .isPresent();
    }

    static HostLoad of(Collection<Agent> agentsOfHost, Runs runs) {
        List<Agent> agents = List.copyOf(agentsOfHost);
        return new HostLoad(
                agents, runs.runningOn(agents.stream().map(Agent::id).toList()));
    }
}
