package io.burnin.plan;

import io.burnin.metric.Quantities;
import io.burnin.metric.Unit;
import java.math.BigDecimal;
import java.util.List;

/**
 * A comparison with a limit, e.g. {@code below 1 %}, or with two, e.g. {@code in 10 .. 20 ms}, where a value at either limit
 * still keeps it. The limits may be counted from a baseline, e.g. {@code at most baseline + 10 %}; until that is known nothing can
 * be compared.
 *
 * @param limit in {@code unit}, as written; of two the lower
 * @param upTo the upper of two limits; else the limit again
 */
public record Condition(Comparison comparison, double limit, double upTo, Unit unit, Reference reference) {

    private static final Reference NOTHING = new Reference.Nothing();
    /** Percent that are added, where percent of something could be meant. */
    static final String POINTS = "points";

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

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

    Condition(Comparison comparison, double limit, double upTo, Unit unit) {
        this(comparison, limit, upTo, unit, NOTHING);
    }

    /** What limits are counted from. */
    public sealed interface Reference {

        /** They are the limits. */
        record Nothing() implements Reference {}

        /**
         * What the same criterion came to in another run.
         *
         * @param share whether they are percent of it; else they are in its own unit
         */
        record OfBaseline(boolean share) implements Reference {}

        /**
         * They were counted from a baseline that was found.
         *
         * @param written how, in words of the plan: {@code baseline + 10 %}
         */
        record Found(String written) implements Reference {}
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

    /** Whether its limits are known only with a baseline. */
    public boolean isRelative() {
        return reference instanceof Reference.OfBaseline;
    }

    /**
     * The same with limits that are known; itself if they are.
     *
     * @param baseline in {@code valueUnit}, a unit that values are stored in
     */
    public Condition against(double baseline, Unit valueUnit) {
        return switch (reference) {
            case Reference.Nothing nothing -> this;
            case Reference.Found found -> this;
            case Reference.OfBaseline(boolean share) -> {
                double low = counted(baseline, limit, share);
                double high = counted(baseline, upTo, share);
                boolean isOne = low == high && comparison == Comparison.IN;
                yield new Condition(
                        isOne ? Comparison.EXACTLY : comparison, low, high, valueUnit, new Reference.Found(amount()));
            }
        };
    }

    /** In decimals, as people count: 10 % more than 500 are 550, and not a little more. */
    private double counted(double baseline, double offset, boolean share) {
        BigDecimal from = BigDecimal.valueOf(baseline);
        BigDecimal written = BigDecimal.valueOf(offset);
        BigDecimal more = share
                ? from.abs().multiply(written).divide(PERCENT)
                : written.multiply(BigDecimal.valueOf(unit.factor()));
        return from.add(more).doubleValue();
    }

    /** The same comparison with limits that every value keeps; itself if it has limits of its own. */
    public Condition open(Unit valueUnit) {
        return switch (comparison) {
            case Comparison any when !isRelative() -> this;
            case BELOW, AT_MOST -> new Condition(Comparison.AT_MOST, Double.MAX_VALUE, valueUnit);
            case ABOVE, AT_LEAST -> new Condition(Comparison.AT_LEAST, -Double.MAX_VALUE, valueUnit);
            case IN, EXACTLY -> new Condition(Comparison.IN, -Double.MAX_VALUE, Double.MAX_VALUE, valueUnit);
        };
    }

    /** The limit, of two the lower one, in the unit that values of this dimension are stored in. */
    public double storedLimit() {
        if (isRelative()) {
            throw new IllegalStateException("'%s' has no limit before its baseline is known".formatted(this));
        }
        return limit * unit.factor();
    }

    private double storedUpTo() {
        return comparison == Comparison.IN ? upTo * unit.factor() : storedLimit();
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
            case IN -> value > storedUpTo();
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
            case IN -> Math.max(storedLimit() - value, value - storedUpTo());
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
        return new Condition(comparison, limit, upTo, other, reference);
    }

    /** What it compares with: {@code 1 %}, {@code 10 .. 20 ms}, {@code baseline + 10 %}, {@code 550 ms (baseline + 10 %)} */
    String amount() {
        return switch (reference) {
            case Reference.Nothing nothing ->
                (comparison == Comparison.IN ? number(limit) + " .. " : "") + quantity(upTo, unit.symbol());
            case Reference.OfBaseline(boolean share) -> offset(share);
            case Reference.Found(String written) -> {
                String low = comparison == Comparison.IN ? Quantities.format(limit, unit) + " .. " : "";
                yield "%s%s (%s)".formatted(low, Quantities.format(upTo, unit), written);
            }
        };
    }

    private String offset(boolean share) {
        String symbol = !share && unit == Unit.PERCENT ? POINTS : unit.symbol();
        if (comparison == Comparison.IN) {
            return "baseline ± " + quantity(upTo, symbol);
        }
        return upTo == 0
                ? "baseline"
                : "baseline %s %s".formatted(upTo < 0 ? "-" : "+", quantity(Math.abs(upTo), symbol));
    }

    private static String quantity(double number, String symbol) {
        return number(number) + (symbol.isEmpty() ? "" : " " + symbol);
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** {@code below 1 %} */
    @Override
    public String toString() {
        String words = comparison == Comparison.IN && isRelative() ? "within" : comparison.words();
        return words + " " + amount();
    }
}
