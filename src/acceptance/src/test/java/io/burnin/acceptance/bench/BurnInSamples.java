package io.burnin.acceptance.bench;

import io.burnin.protocol.RunRecord.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What the probes of a healthy system report: 20 series, one reading a second, each record with 500 of one series. Counters that
 * seldom count, numbers that wander, memory in pages, CPU in ticks of the clock, durations in nanoseconds. The same every time.
 */
record BurnInSamples(List<Samples> records) {

    static final int SERIES = 20;

    private static final int IN_A_RECORD = 500;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    /** @param rounds how many records of each series */
    static BurnInSamples of(int rounds) {
        List<Stream> streams = streamsFrom(START);
        var records = new ArrayList<Samples>();
        for (int round = 0; round < rounds; round++) {
            for (Stream stream : streams) {
                records.add(stream.next(IN_A_RECORD));
            }
        }
        return new BurnInSamples(List.copyOf(records));
    }

    /** @param start epoch milliseconds of the first readings */
    static List<Stream> streamsFrom(long start) {
        return IntStream.range(0, SERIES)
                .mapToObj(number -> new Stream(number, start))
                .toList();
    }

    long count() {
        return (long) records.size() * IN_A_RECORD;
    }

    /** One series as it goes on. */
    static final class Stream {
        private final int number;
        private final long start;
        private final SplittableRandom random;
        private long second;
        private long level = 1000;

        private Stream(int number, long start) {
            this.number = number;
            this.start = start;
            this.random = new SplittableRandom(number);
        }

        /** @param readings how many seconds of it */
        Samples next(int readings) {
            var times = new long[readings];
            var values = new double[readings];
            for (int i = 0; i < readings; i++) {
                times[i] = start + second++ * 1000 + random.nextInt(4);
                values[i] = value();
            }
            return new Samples("probe%d.reading".formatted(number), Map.of("service", "core"), times, values);
        }

        private double value() {
            level = Math.max(1, level + random.nextInt(-1, 2));
            return switch (number % 5) {
                case 0 -> random.nextInt(20) == 0 ? 1 : 0;
                case 1 -> level;
                case 2 -> level / 8 * 4096 * 16;
                case 3 -> 100.0 * random.nextInt(4) / (99 + random.nextDouble());
                default -> random.nextInt(100_000, 5_000_000) / 1e6;
            };
        }
    }
}
