package io.burnin.server.run;

import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asked for.
 *
 * @param target by name; empty for any that carries {@code targetLabels}
 * @param parameters those that the caller gives
 * @param labels what the run is of: build, commit, environment
 * @param tests the part of the plan that is to be executed; empty for all
 * @param mode whether it is executed, or only rehearsed
 */
public record Order(
        String plan,
        int planVersion,
        String profile,
        Optional<String> target,
        Map<String, String> targetLabels,
        Map<String, ParameterValue> parameters,
        Map<String, String> labels,
        List<String> tests,
        Mode mode) {

    public Order {
        targetLabels = Map.copyOf(targetLabels);
        parameters = Map.copyOf(parameters);
        labels = Map.copyOf(labels);
        tests = List.copyOf(tests);
    }

    boolean isRehearsal() {
        return mode == Mode.REHEARSAL;
    }
}
