package io.burnin.plan;

import io.burnin.metric.Unit;

/**
 * A comparison with a limit, e.g. {@code below 1 %}.
 *
 * @param limit in {@code unit}, as written
 */
public record Condition(Comparison comparison, double limit, Unit unit) {

    public Condition {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("the limit %s is not a finite number".formatted(limit));
        }
    }

    public enum Comparison {
        BELOW("below"),
        AT_MOST("at most"),
        ABOVE("above"),
        AT_LEAST("at least"),
        EXACTLY("exactly");

        private final String words;

        Comparison(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The limit in the unit that values of this dimension are stored in. */
    public double storedLimit() {
        return limit * unit.factor();
    }

    /** Whether a value, in the stored unit, keeps it. */
    public boolean holds(double value) {
        double bound = storedLimit();
        return switch (comparison) {
            case BELOW -> value < bound;
            case AT_MOST -> value <= bound;
            case ABOVE -> value > bound;
            case AT_LEAST -> value >= bound;
            case EXACTLY -> value == bound;
        };
    }

    /** {@code below 1 %} */
    @Override
    public String toString() {
        String number = limit == Math.rint(limit) && Math.abs(limit) < 1e15
                ? Long.toString((long) limit)
                : Double.toString(limit);
        return comparison.words() + " " + number + (unit == Unit.COUNT ? "" : " " + unit.symbol());
    }
}
