package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;

import io.burnin.metric.Interval;
import io.burnin.plan.Criterion.Yellow;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Estimate.Value;
import java.util.Optional;

/** The sentence that says why a check has its light: value, rule, proof. */
final class Wording {

    private Wording() {}

    static String because(Bands bands, Light light, Value value, Proof proof) {
        return value.told() + ", " + rule(bands, light) + proof(light, bands, value, proof);
    }

    private static String rule(Bands bands, Light light) {
        return switch (light) {
            case GREEN -> "%s is green".formatted(bands.green());
            case YELLOW ->
                bands.yellow()
                        .map(yellow -> switch (yellow) {
                            case Yellow.When(var condition) -> "%s is yellow".formatted(condition);
                            case Yellow.Any any -> "%s would be green, else it is yellow".formatted(bands.green());
                        })
                        .orElse("%s would be green, else it is yellow".formatted(bands.green()));
            case RED ->
                bands.yellow()
                        .flatMap(yellow -> yellow instanceof Yellow.When(var condition)
                                ? Optional.of(
                                        "%s is green, %s is yellow, else it is red".formatted(bands.green(), condition))
                                : Optional.empty())
                        .orElse("%s is green, else it is red".formatted(bands.green()));
        };
    }

    private static String proof(Light light, Bands bands, Value value, Proof proof) {
        return switch (proof) {
            case Proof.Proven proven -> "; proven (95 %: " + limits(light, bands, value) + ")";
            case Proof.Unproven(String needed) -> {
                String limits = limits(light, bands, value);
                String needs = needed.isEmpty() ? "" : "needs " + needed;
                String details = limits.isEmpty() ? needs : "95 %: " + limits + (needs.isEmpty() ? "" : "; " + needs);
                yield "; not proven" + (details.isEmpty() ? "" : " (" + details + ")");
            }
            case Proof.NotApplicable none -> "";
        };
    }

    /** The limit that could contradict the light. */
    private static String limits(Light light, Bands bands, Value value) {
        if (value.oneSided().isEmpty()) {
            return "";
        }
        Interval interval = value.oneSided().get();
        String low = format(interval.low(), value.unit());
        String high = format(interval.high(), value.unit());
        if (light == Light.YELLOW || !bands.isUpperLimit() && !bands.isLowerLimit()) {
            return "between %s and %s".formatted(low, high);
        }
        return bands.isLowerLimit() == (light == Light.GREEN) ? "at least " + low : "at most " + high;
    }
}
