package io.burnin.verdict;

import io.burnin.metric.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Readings of a gauge, condensed to one for each ten seconds of the clock: the mean time, the mean and the median of the samples
 * within, and how many those are. Of short stretches every sample is a cell of its own.
 */
record Cells(long[] times, double[] means, double[] medians, int[] sizes) {

    static final Cells NONE = new Cells(new long[0], new double[0], new double[0], new int[0]);

    private static final long LENGTH = 10_000;

    /** @param times epoch milliseconds, rising */
    static Cells single(long[] times, double[] values) {
        int[] ones = new int[times.length];
        Arrays.fill(ones, 1);
        return new Cells(times, values, values, ones);
    }

    /** @param times epoch milliseconds, rising */
    static Cells condensed(long[] times, double[] values, int samples) {
        var starts = new int[samples + 1];
        int count = 0;
        for (int i = 0; i < samples; i++) {
            if (i == 0 || Math.floorDiv(times[i], LENGTH) != Math.floorDiv(times[i - 1], LENGTH)) {
                starts[count++] = i;
            }
        }
        starts[count] = samples;
        var cells = new Cells(new long[count], new double[count], new double[count], new int[count]);
        for (int cell = 0; cell < count; cell++) {
            cells.fill(cell, times, Arrays.copyOfRange(values, starts[cell], starts[cell + 1]), starts[cell]);
        }
        return cells;
    }

    private void fill(int cell, long[] from, double[] samples, int start) {
        long later = 0;
        for (int i = 0; i < samples.length; i++) {
            later += from[start + i] - from[start];
        }
        times[cell] = from[start] + later / samples.length;
        means[cell] = Arrays.stream(samples).sum() / samples.length;
        medians[cell] = Trend.medianOf(samples);
        sizes[cell] = samples.length;
    }

    /** One after the other; a piece of time must not come twice. */
    static Cells joined(List<Cells> parts) {
        int size = parts.stream().mapToInt(Cells::size).sum();
        var all = new Cells(new long[size], new double[size], new double[size], new int[size]);
        int filled = 0;
        for (Cells part : parts) {
            System.arraycopy(part.times, 0, all.times, filled, part.size());
            System.arraycopy(part.means, 0, all.means, filled, part.size());
            System.arraycopy(part.medians, 0, all.medians, filled, part.size());
            System.arraycopy(part.sizes, 0, all.sizes, filled, part.size());
            filled += part.size();
        }
        return all;
    }

    /** Of several series, in order of time and, at one time, of the means. */
    static Cells merged(List<Cells> series) {
        if (series.size() == 1) {
            return series.getFirst();
        }
        Cells all = joined(new ArrayList<>(series));
        int[] order = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> all.times[i]).thenComparingDouble(i -> all.means[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Cells(
                Arrays.stream(order).mapToLong(i -> all.times[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> all.means[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> all.medians[i]).toArray(),
                Arrays.stream(order).map(i -> all.sizes[i]).toArray());
    }

    int size() {
        return times.length;
    }

    long samples() {
        return Arrays.stream(sizes).asLongStream().sum();
    }

    /** Those from one place to before another. */
    Cells slice(int from, int to) {
        return new Cells(
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(means, from, to),
                Arrays.copyOfRange(medians, from, to),
                Arrays.copyOfRange(sizes, from, to));
    }
}
