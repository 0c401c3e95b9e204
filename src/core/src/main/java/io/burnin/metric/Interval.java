package io.burnin.metric;

/**
 * The limits between which the true value lies with that confidence.
 *
 * @param confidence between 0 and 1
 * @param method the formula, for a reader who wants to check it
 */
public record Interval(double low, double high, double confidence, String method) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from %s to %s".formatted(low, high));
        }
    }

    /** The same in another unit. */
    public Interval times(double factor) {
        return new Interval(low * factor, high * factor, confidence, method);
    }
}
