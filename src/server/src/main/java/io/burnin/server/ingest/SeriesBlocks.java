package io.burnin.server.ingest;

import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of a batch, put together by series: an agent sends a few of each series at a time, and few long rows are stored
 * and read faster than many short ones.
 */
final class SeriesBlocks {

    private static final int LONGEST = 4096;

    private final Map<SeriesKey, Block> open = new HashMap<>();
    private final List<Block> all = new ArrayList<>();

    /** A row of samples in order of time; {@code seq} is the first record that went into it. */
    static final class Block {
        final SeriesKey series;
        final long seq;
        private long[] times;
        private double[] readings;
        private int size;

        private Block(SeriesKey series, long seq, Samples samples) {
            this.series = series;
            this.seq = seq;
            times = samples.times();
            readings = samples.values();
            size = times.length;
        }

        private boolean takes(Samples samples) {
            return samples.times()[0] >= times[size - 1] && size + samples.times().length <= LONGEST;
        }

        private void append(Samples samples) {
            int more = samples.times().length;
            if (size + more > times.length) {
                int room = Math.max(size + more, 2 * size);
                times = Arrays.copyOf(times, room);
                readings = Arrays.copyOf(readings, room);
            }
            System.arraycopy(samples.times(), 0, times, size, more);
            System.arraycopy(samples.values(), 0, readings, size, more);
            size += more;
        }

        long[] times() {
            return Arrays.copyOf(times, size);
        }

        double[] readings() {
            return Arrays.copyOf(readings, size);
        }
    }

    void add(long seq, Samples samples) {
        var series = new SeriesKey(samples.metric(), samples.labels());
        Block last = open.get(series);
        if (last != null && last.takes(samples)) {
            last.append(samples);
            return;
        }
        var block = new Block(series, seq, samples);
        open.put(series, block);
        all.add(block);
    }

    List<Block> all() {
        return all;
    }
}
