package io.burnin.protocol;

import io.burnin.plan.ParameterValue;
import java.util.List;
import java.util.Map;

/**
 * What an agent says of itself; {@code POST /agents}. Registering the same name again is the same agent.
 *
 * @param runs how many runs its host may work on at once; 1 or more
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
        Map<String, String> environment) {

    /** The protocol that this build speaks. */
    public static final int PROTOCOL = 1;

    /**
     * A system under test that the agent may work on.
     *
     * @param parameters values of the place, e.g. its home folder
     */
    public record Target(String name, Map<String, String> labels, Map<String, ParameterValue> parameters) {}
}
