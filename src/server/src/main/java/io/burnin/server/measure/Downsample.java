package io.burnin.server.measure;

import io.burnin.metric.Span;
import io.burnin.verdict.Evidence.SampleVisitor;
import java.util.Arrays;

/**
 * At most so many samples for many, so that a line through them looks the same: of each stretch of equal length the least and
 * the greatest stay. Samples that are no more than that stay as they are.
 */
public final class Downsample implements SampleVisitor {

    private static final int FIRST = 64;

    private final long start;
    private final double width;
    private final Bucket[] buckets;
    private final int most;
    private long[] firstTimes = new long[FIRST];
    private double[] firstValues = new double[FIRST];
    private int seen;

    /** @param points at least 2 */
    public Downsample(Span span, int points) {
        most = points;
        start = span.from().toEpochMilli();
        buckets = new Bucket[Math.max(1, points / 2)];
        width = Math.max(1, span.length().toMillis() / (double) buckets.length);
    }

    /** What stays, in order of time. */
    public record Points(long[] times, double[] values) {}

    @Override
    public void sample(long at, double value) {
        if (seen < most) {
            keepAsItIs(at, value);
        }
        seen++;
        int number = Math.clamp((long) ((at - start) / width), 0, buckets.length - 1);
        Bucket bucket = buckets[number];
        if (bucket == null) {
            buckets[number] = new Bucket(at, value);
        } else {
            bucket.add(at, value);
        }
    }

    public Points points() {
        if (seen <= most) {
            return new Points(Arrays.copyOf(firstTimes, seen), Arrays.copyOf(firstValues, seen));
        }
        long[] times = new long[buckets.length * 2];
        double[] values = new double[times.length];
        int size = 0;
        for (Bucket bucket : buckets) {
            if (bucket == null) {
                continue;
            }
            boolean lowFirst = bucket.lowAt <= bucket.highAt;
            times[size] = lowFirst ? bucket.lowAt : bucket.highAt;
            values[size++] = lowFirst ? bucket.low : bucket.high;
            if (bucket.lowAt != bucket.highAt || bucket.low != bucket.high) {
                times[size] = lowFirst ? bucket.highAt : bucket.lowAt;
                values[size++] = lowFirst ? bucket.high : bucket.low;
            }
        }
        return new Points(Arrays.copyOf(times, size), Arrays.copyOf(values, size));
    }

    private void keepAsItIs(long at, double value) {
        if (seen == firstTimes.length) {
            firstTimes = Arrays.copyOf(firstTimes, 2 * seen);
            firstValues = Arrays.copyOf(firstValues, 2 * seen);
        }
        firstTimes[seen] = at;
        firstValues[seen] = value;
    }

    private static final class Bucket {
        private long lowAt;
        private long highAt;
        private double low;
        private double high;

        Bucket(long at, double value) {
            lowAt = at;
            highAt = at;
            low = value;
            high = value;
        }

        void add(long at, double value) {
            if (value < low) {
                low = value;
                lowAt = at;
            }
            if (value > high) {
                high = value;
                highAt = at;
            }
        }
    }
}
