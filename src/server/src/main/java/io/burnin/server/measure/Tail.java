package io.burnin.server.measure;

import io.burnin.metric.Span;
import io.burnin.verdict.Evidence.Sample;
import io.burnin.verdict.Evidence.SampleVisitor;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The last samples of a series, in order of time.
 *
 * @param start all from then on are here, epoch milliseconds
 */
record Tail(long start, long[] times, double[] values) {

    private static final int FEW = 64;

    /** @param scan hands on samples in order of time */
    static Tail of(long start, Consumer<SampleVisitor> scan) {
        var samples = new SampleVisitor() {
            private long[] times = new long[0];
            private double[] values = new double[0];
            private int size;

            @Override
            public void sample(long at, double value) {
                if (size == times.length) {
                    times = Arrays.copyOf(times, Math.max(FEW, 2 * size));
                    values = Arrays.copyOf(values, times.length);
                }
                times[size] = at;
                values[size++] = value;
            }
        };
        scan.accept(samples);
        return new Tail(start, Arrays.copyOf(samples.times, samples.size), Arrays.copyOf(samples.values, samples.size));
    }

    boolean reachesBackTo(long millis) {
        return start <= millis;
    }

    /** The time of the last of them; the least there is without one. */
    long end() {
        return times.length == 0 ? Long.MIN_VALUE : times[times.length - 1];
    }

    long bytes() {
        return (Long.BYTES + Double.BYTES) * (long) times.length;
    }

    /** And these, which come later; in order of time. */
    Tail with(long[] later, double[] laterValues) {
        long[] allTimes = Arrays.copyOf(times, times.length + later.length);
        double[] allValues = Arrays.copyOf(values, allTimes.length);
        System.arraycopy(later, 0, allTimes, times.length, later.length);
        System.arraycopy(laterValues, 0, allValues, values.length, later.length);
        return new Tail(start, allTimes, allValues);
    }

    /** Without what lies before. */
    Tail from(long millis) {
        if (millis <= start) {
            return this;
        }
        int first = firstFrom(millis);
        return new Tail(
                millis,
                Arrays.copyOfRange(times, first, times.length),
                Arrays.copyOfRange(values, first, values.length));
    }

    void scan(Span span, SampleVisitor visitor) {
        long to = span.to().toEpochMilli();
        for (int i = firstFrom(span.from().toEpochMilli()); i < times.length && times[i] < to; i++) {
            visitor.sample(times[i], values[i]);
        }
    }

    Optional<Sample> lastBefore(long millis) {
        int next = firstFrom(millis);
        return next == 0
                ? Optional.empty()
                : Optional.of(new Sample(Instant.ofEpochMilli(times[next - 1]), values[next - 1]));
    }

    private int firstFrom(long millis) {
        int found = Arrays.binarySearch(times, millis);
        int first = found >= 0 ? found : -found - 1;
        while (first > 0 && times[first - 1] == millis) {
            first--;
        }
        return first;
    }
}
