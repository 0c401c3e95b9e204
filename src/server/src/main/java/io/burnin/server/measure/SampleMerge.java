package io.burnin.server.measure;

import io.burnin.verdict.Evidence.SampleVisitor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Hands on the samples of blocks in order of time. Blocks come by their first sample; where one begins before another ends,
 * the later samples wait. Only what overlaps is held.
 */
final class SampleMerge {

    private final long from;
    private final long to;
    private final SampleVisitor visitor;
    private long[] times = new long[0];
    private double[] values = new double[0];

    /** @param from first instant of interest, epoch milliseconds; {@code to} is the first behind it */
    SampleMerge(long from, long to, SampleVisitor visitor) {
        this.from = from;
        this.to = to;
        this.visitor = visitor;
    }

    void block(long[] blockTimes, double[] blockValues) {
        if (blockTimes.length == 0) {
            return;
        }
        handOnBefore(blockTimes[0]);
        if (times.length == 0) {
            times = blockTimes;
            values = blockValues;
            return;
        }
        long[] allTimes = Arrays.copyOf(times, times.length + blockTimes.length);
        double[] allValues = Arrays.copyOf(values, allTimes.length);
        System.arraycopy(blockTimes, 0, allTimes, times.length, blockTimes.length);
        System.arraycopy(blockValues, 0, allValues, values.length, blockValues.length);
        int[] order = IntStream.range(0, allTimes.length)
                .boxed()
                .sorted((a, b) -> Long.compare(allTimes[a], allTimes[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        times = Arrays.stream(order).mapToLong(i -> allTimes[i]).toArray();
        values = Arrays.stream(order).mapToDouble(i -> allValues[i]).toArray();
    }

    void end() {
        handOnBefore(Long.MAX_VALUE);
    }

    private void handOnBefore(long limit) {
        int done = 0;
        while (done < times.length && times[done] < limit) {
            if (times[done] >= from && times[done] < to) {
                visitor.sample(times[done], values[done]);
            }
            done++;
        }
        times = Arrays.copyOfRange(times, done, times.length);
        values = Arrays.copyOfRange(values, done, values.length);
    }
}
