package io.burnin.verdict;

import io.burnin.metric.Interval;
import io.burnin.plan.Condition;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Otherwise;
import io.burnin.plan.Criterion.Yellow;
import io.burnin.plan.Statistic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Which values are green, which yellow, which red. */
record Bands(Condition green, Optional<Yellow> yellow, Otherwise otherwise) {

    static Bands of(Criterion criterion) {
        return new Bands(criterion.green(), criterion.yellow(), criterion.otherwise());
    }

    /** @param value in the unit that its dimension is stored in */
    Light of(double value) {
        if (green.holds(value)) {
            return Light.GREEN;
        }
        boolean isYellow = yellow.map(band -> switch (band) {
                    case Yellow.When(Condition condition) -> condition.holds(value);
                    case Yellow.Any any -> true;
                })
                .orElse(false);
        return isYellow ? Light.YELLOW : worst();
    }

    /** What it comes to when no condition holds. */
    Light worst() {
        boolean anyIsYellow = yellow.filter(Yellow.Any.class::isInstance).isPresent();
        return anyIsYellow || otherwise == Otherwise.YELLOW ? Light.YELLOW : Light.RED;
    }

    /** Whether a greater value is never better. */
    boolean isUpperLimit() {
        return switch (green.comparison()) {
            case BELOW, AT_MOST -> true;
            case EXACTLY -> green.limit() == 0;
            case ABOVE, AT_LEAST, IN -> false;
        };
    }

    /** Whether a smaller value is never better. */
    boolean isLowerLimit() {
        return green.isLower();
    }

    /** Whether no further sample could improve the light that a statistic has come to with a value that is not green. */
    boolean isFinal(Statistic statistic, double value) {
        return switch (statistic) {
            case INCREASE, COUNT, MAX -> green.isTooHigh(value);
            case MIN -> green.isTooLow(value);
            case RATIO, RATE, P50, P75, P90, P95, P99, P999, MEAN, LAST, GROWTH, TREND, AVAILABILITY, RECOVERY -> false;
        };
    }

    /** Whether no further sample could take away a green: what is there at least once was there. */
    boolean isGreenForGood(Statistic statistic) {
        return switch (statistic) {
            case INCREASE, COUNT, MAX -> isLowerLimit();
            case MIN -> isUpperLimit();
            case RATIO, RATE, P50, P75, P90, P95, P99, P999, MEAN, LAST, GROWTH, TREND, AVAILABILITY, RECOVERY -> false;
        };
    }

    /** Whether a value that is not green yet may still become so while the run goes on. */
    boolean mayStillComeTrue(Statistic statistic, double value) {
        return switch (statistic) {
            case INCREASE, COUNT, MAX -> green.isTooLow(value);
            case MIN -> green.isTooHigh(value);
            case RATIO, RATE, P50, P75, P90, P95, P99, P999, MEAN, LAST, GROWTH, TREND, AVAILABILITY, RECOVERY -> false;
        };
    }

    /** The worse of two values. */
    double worse(double one, double other) {
        if (isUpperLimit()) {
            return Math.max(one, other);
        }
        if (isLowerLimit()) {
            return Math.min(one, other);
        }
        int byLight = of(one).compareTo(of(other));
        boolean otherIsWorse = byLight == 0 ? green.beyond(other) > green.beyond(one) : byLight < 0;
        return otherIsWorse ? other : one;
    }

    /** Whether every value within the limits has that light. Lights change at the limits of conditions only. */
    boolean areAll(Light light, Interval limits) {
        double[] cuts = DoubleStream.concat(
                        DoubleStream.of(limits.low(), limits.high()),
                        storedLimits().stream()
                                .mapToDouble(Double::doubleValue)
                                .filter(limit -> limits.low() < limit && limit < limits.high()))
                .sorted()
                .toArray();
        for (int i = 0; i < cuts.length; i++) {
            boolean here = of(cuts[i]) == light;
            boolean behind = i + 1 == cuts.length || of(cuts[i] / 2 + cuts[i + 1] / 2) == light;
            if (!here || !behind) {
                return false;
            }
        }
        return true;
    }

    private Stream<Condition> conditions() {
        return Stream.concat(Stream.of(green), yellow.stream().flatMap(band -> switch (band) {
            case Yellow.When(Condition condition) -> Stream.of(condition);
            case Yellow.Any any -> Stream.empty();
        }));
    }

    /** What its limits are counted from. */
    Set<Condition.Reference> references() {
        return conditions().map(Condition::reference).collect(Collectors.toSet());
    }

    /** One after the other, rising. */
    List<Double> storedLimits() {
        return conditions()
                .flatMap(condition -> condition.storedLimits().stream())
                .sorted()
                .toList();
    }

    /** {@code green below 1 %, yellow at most 5 %, otherwise red} */
    @Override
    public String toString() {
        String bands = "green " + green;
        if (yellow.isPresent()) {
            switch (yellow.get()) {
                case Yellow.When(Condition condition) -> bands += ", yellow " + condition;
                case Yellow.Any any -> {
                    return bands + ", otherwise yellow";
                }
            }
        }
        return bands + ", otherwise " + (otherwise == Otherwise.RED ? "red" : "yellow");
    }
}
