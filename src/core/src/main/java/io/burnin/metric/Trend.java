package io.burnin.metric;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A robust line through values over time: Sen's slope, the median of the slopes between all pairs, with the interval that goes
 * with the Mann-Kendall test.
 *
 * @param perHour what the value rises by in an hour
 * @param level the median of the values
 */
public record Trend(double perHour, Interval interval, double level, int points) {

    /** With more values than this, medians of stretches of equal length stand for them: the work grows with the square. */
    public static final int MOST_POINTS = 240;

    private static final double MILLIS_PER_HOUR = 3_600_000;

    /**
     * @param times epoch milliseconds, rising
     * @param values as many, at least three at different times
     */
    public static Trend of(long[] times, double[] values, double confidence) {
        if (times.length > MOST_POINTS) {
            return ofMedians(times, values, confidence);
        }
        int n = times.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (times[j] > times[i]) {
                    slopes[pairs++] = (values[j] - values[i]) / (times[j] - times[i]) * MILLIS_PER_HOUR;
                }
            }
        }
        if (n < 3 || pairs < 3) {
            throw new IllegalArgumentException(
                    "a trend of %d values at %d distinct pairs of times".formatted(n, pairs));
        }
        slopes = Arrays.copyOf(slopes, pairs);
        Arrays.sort(slopes);
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + confidence) / 2);
        double spread = z * Math.sqrt(varianceOfKendall(values));
        int low = (int) Math.floor((pairs - spread) / 2);
        int high = (int) Math.ceil((pairs + spread) / 2);
        var interval = new Interval(
                slopes[Math.clamp(low, 0, pairs - 1)], slopes[Math.clamp(high, 0, pairs - 1)], confidence, "Sen");
        return new Trend(median(slopes), interval, medianOf(values), n);
    }

    private static Trend ofMedians(long[] times, double[] values, double confidence) {
        long start = times[0];
        double width = (times[times.length - 1] - start + 1) / (double) MOST_POINTS;
        long[] middles = new long[MOST_POINTS];
        double[] medians = new double[MOST_POINTS];
        int points = 0;
        int from = 0;
        while (from < times.length) {
            int bucket = (int) ((times[from] - start) / width);
            int to = from;
            while (to < times.length && (int) ((times[to] - start) / width) == bucket) {
                to++;
            }
            middles[points] = times[(from + to - 1) / 2];
            medians[points++] = medianOf(Arrays.copyOfRange(values, from, to));
            from = to;
        }
        return of(Arrays.copyOf(middles, points), Arrays.copyOf(medians, points), confidence);
    }

    /** The variance of Kendall's S when there is no trend, corrected for ties. */
    private static double varianceOfKendall(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double variance = n * (n - 1) * (2 * n + 5);
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double ties = to - from;
            variance -= ties * (ties - 1) * (2 * ties + 5);
            from = to;
        }
        return variance / 18;
    }

    /** The middle of values in any order; of an even number the mean of the middle two. */
    public static double medianOf(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return median(sorted);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
