package io.burnin.verdict;

import io.burnin.plan.Condition;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Otherwise;
import io.burnin.plan.Criterion.Yellow;
import io.burnin.plan.Statistic;
import java.util.Optional;

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
            case ABOVE, AT_LEAST -> false;
        };
    }

    /** Whether a smaller value is never better. */
    boolean isLowerLimit() {
        return switch (green.comparison()) {
            case ABOVE, AT_LEAST -> true;
            case BELOW, AT_MOST, EXACTLY -> false;
        };
    }

    /** Whether no further sample could improve the light that a statistic has come to with a value that is not green. */
    boolean isFinal(Statistic statistic, double value) {
        return switch (statistic) {
            case INCREASE, COUNT, MAX -> isUpperLimit() && value >= green.storedLimit();
            case MIN -> isLowerLimit() && value <= green.storedLimit();
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

    /** Whether a count that is not green yet may still become so while the run goes on. */
    boolean mayStillComeTrue(Statistic statistic) {
        return switch (statistic) {
            case INCREASE, COUNT -> !isUpperLimit();
            case MAX -> isLowerLimit();
            case RATIO, RATE, P50, P75, P90, P95, P99, P999, MEAN, MIN, LAST, GROWTH, TREND, AVAILABILITY, RECOVERY ->
                false;
        };
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
