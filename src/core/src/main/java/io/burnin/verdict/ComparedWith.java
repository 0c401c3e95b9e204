package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.metric.Unit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The baseline that the limits of a check were counted from.
 *
 * @param choice which runs it is of, as the plan says it: {@code lastGreen}
 * @param value what the criterion came to there, of several the median; in {@code unit}
 */
public record ComparedWith(String choice, double value, Unit unit, List<BaselineRun> runs) {

    public ComparedWith {
        runs = List.copyOf(runs);
    }

    /**
     * A run that it is of.
     *
     * @param run its id
     * @param name such as {@code shop#42}
     * @param value what the criterion came to in it
     */
    public record BaselineRun(String run, String name, double value) {}

    /** {@code the baseline is 500 ms (lastGreen: shop#42)} */
    String told() {
        String names = runs.stream().map(BaselineRun::name).collect(Collectors.joining(", "));
        return "the baseline is %s (%s: %s)".formatted(Quantities.format(value, unit), choice, names);
    }
}
