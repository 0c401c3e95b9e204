package io.burnin.metric;

/** What samples come to together. With no samples, the sum is 0, and least and greatest are infinite. */
public record Totals(long count, double sum, double min, double max) {

    public static final Totals NONE = new Totals(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public Totals with(double value) {
        return new Totals(count + 1, sum + value, Math.min(min, value), Math.max(max, value));
    }

    public Totals plus(Totals other) {
        return new Totals(count + other.count, sum + other.sum, Math.min(min, other.min), Math.max(max, other.max));
    }
}
