package io.burnin.plan;

import io.burnin.metric.Unit;
import java.util.List;

/**
 * A comparison with a limit, e.g. {@code below 1 %}, or with two, e.g. {@code in 10 .. 20 ms}, where a value at either limit
 * still keeps it.
 *
 * @param limit in {@code unit}, as written; of two the lower
 * @param upTo the upper of two limits; else the limit again
 */
public record Condition(Comparison comparison, double limit, double upTo, Unit unit) {

    public Condition {
        if (!Double.isFinite(limit) || !Double.isFinite(upTo)) {
            throw new IllegalArgumentException("the limits %s and %s are not finite numbers".formatted(limit, upTo));
        }
        if (comparison == Comparison.IN ? limit >= upTo : limit != upTo) {
            throw new IllegalArgumentException("%s from %s to %s: 'in' takes two limits that rise, others take one"
                    .formatted(comparison.words(), limit, upTo));
        }
    }

    public Condition(Comparison comparison, double limit, Unit unit) {
        this(comparison, limit, limit, unit);
    }

    public enum Comparison {
        BELOW("below"),
        AT_MOST("at most"),
        ABOVE("above"),
        AT_LEAST("at least"),
        EXACTLY("exactly"),
        IN("in");

        private final String words;

        Comparison(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The limit, of two the lower one, in the unit that values of this dimension are stored in. */
    public double storedLimit() {
        return limit * unit.factor();
    }

    /** One or two limits, rising, in the unit that values of this dimension are stored in. */
    public List<Double> storedLimits() {
        return comparison == Comparison.IN ? List.of(storedLimit(), upTo * unit.factor()) : List.of(storedLimit());
    }

    /** Whether a value, in the stored unit, keeps it. */
    public boolean holds(double value) {
        return !isTooHigh(value) && !isTooLow(value) && !Double.isNaN(value);
    }

    /** Whether only a smaller value, in the stored unit, would keep it. */
    public boolean isTooHigh(double value) {
        return switch (comparison) {
            case BELOW -> value >= storedLimit();
            case AT_MOST, EXACTLY -> value > storedLimit();
            case ABOVE, AT_LEAST -> false;
            case IN -> value > upTo * unit.factor();
        };
    }

    /** Whether only a greater value, in the stored unit, would keep it. */
    public boolean isTooLow(double value) {
        return switch (comparison) {
            case BELOW, AT_MOST -> false;
            case ABOVE -> value <= storedLimit();
            case AT_LEAST, EXACTLY, IN -> value < storedLimit();
        };
    }

    /** How far outside of its limits a value in the stored unit is; negative by how far it is inside. */
    public double beyond(double value) {
        return switch (comparison) {
            case BELOW, AT_MOST -> value - storedLimit();
            case ABOVE, AT_LEAST -> storedLimit() - value;
            case EXACTLY -> Math.abs(value - storedLimit());
            case IN -> Math.max(storedLimit() - value, value - upTo * unit.factor());
        };
    }

    /** Whether it has an upper limit and no lower one. */
    public boolean isUpper() {
        return comparison == Comparison.BELOW || comparison == Comparison.AT_MOST;
    }

    /** Whether it has a lower limit and no upper one. */
    public boolean isLower() {
        return comparison == Comparison.ABOVE || comparison == Comparison.AT_LEAST;
    }

    /** The same numbers in another unit. */
    Condition in(Unit other) {
        return new Condition(comparison, limit, upTo, other);
    }

    /** What it compares with: {@code 1 %}, {@code 10 .. 20 ms} */
    String amount() {
        String numbers = comparison == Comparison.IN ? number(limit) + " .. " + number(upTo) : number(limit);
        return numbers + (unit == Unit.COUNT ? "" : " " + unit.symbol());
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** {@code below 1 %} */
    @Override
    public String toString() {
        return comparison.words() + " " + amount();
    }
}
