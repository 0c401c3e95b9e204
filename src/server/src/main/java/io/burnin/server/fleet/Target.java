package io.burnin.server.fleet;

import io.burnin.plan.ParameterValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A system under test, as its agent declared it.
 *
 * @param parameters what is true of its place
 */
public record Target(
        AgentId agent,
        String name,
        Map<String, String> labels,
        Map<String, ParameterValue> parameters,
        Instant declaredAt) {

    public Target {
        labels = Map.copyOf(labels);
        parameters = Map.copyOf(parameters);
    }

    /** Whether it is the one that is asked for: by name, or any that carries the labels. */
    public boolean fits(Optional<String> wantedName, Map<String, String> wantedLabels) {
        return wantedName.map(name::equals).orElse(true) && labels.entrySet().containsAll(wantedLabels.entrySet());
    }
}
