package io.burnin.metric;

/** What samples come to together. With no samples, the sum is 0, and least and greatest are infinite. */
public record Totals(long count, double sum, double min, double max) {

    public static final Totals NONE = new Totals(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public static Totals of(double[] values) {
        double sum = 0;
        double min = NONE.min;
        double max = NONE.max;
        for (double value : values) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return new Totals(values.length, sum, min, max);
    }

    public Totals plus(Totals other) {
        return new Totals(count + other.count, sum + other.sum, Math.min(min, other.min), Math.max(max, other.max));
    }
}
