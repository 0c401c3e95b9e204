package io.burnin.protocol;

import io.burnin.plan.Abilities;
import io.burnin.plan.ParameterValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent says of itself; {@code POST /agents}. Registering the same name again is the same agent.
 *
 * @param protocol which this agent speaks; a server serves its own {@link #PROTOCOL} and the one before
 * @param runs how many runs its host may work on at once; 1 or more
 * @param abilities the actions and probes that it knows; empty from protocol 1
 */
public record Registration(
        String name,
        String host,
        String os,
        String version,
        int protocol,
        String bootId,
        int runs,
        List<Target> targets,
        Map<String, String> environment,
        Optional<Abilities> abilities) {

    /** The protocol that this build speaks: 2 tells abilities. */
    public static final int PROTOCOL = 2;

    /** The oldest that a server of this build serves. */
    public static final int OLDEST = PROTOCOL - 1;

    /**
     * A system under test that the agent may work on.
     *
     * @param parameters values of the place, e.g. its home folder
     */
    public record Target(String name, Map<String, String> labels, Map<String, ParameterValue> parameters) {}
}
