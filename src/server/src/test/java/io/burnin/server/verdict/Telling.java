package io.burnin.server.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** One of the many ways in which an agent may send the same story: other pieces of series, in another order, in other batches. */
record Telling(List<List<RunRecord>> batches) {

    private record Piece(long due, RunRecord record) {}

    /** Some pieces come up to half a minute late, behind younger ones of their own series too. */
    static Telling of(Story story, Random random) {
        var pieces = new ArrayList<Piece>();
        story.samples().forEach((series, samples) -> {
            boolean late = random.nextInt(3) == 0;
            var rest = samples;
            while (!rest.isEmpty()) {
                long[] times = rest.keySet().stream().mapToLong(Long::longValue).toArray();
                int size = Math.min(times.length, 1 + random.nextInt(random.nextBoolean() ? 4 : 30));
                var piece = new TreeMap<>(rest.headMap(times[size - 1], true));
                pieces.add(new Piece(times[size - 1] + (late ? random.nextInt(30_000) : 0), samples(series, piece)));
                rest = new TreeMap<>(rest.tailMap(times[size - 1], false));
            }
        });
        Collections.shuffle(pieces, random);
        return new Telling(cut(inOrder(story, pieces), random));
    }

    /** The last of its records ends a run. */
    private static List<RunRecord> inOrder(Story story, List<Piece> samples) {
        var pieces = new ArrayList<Piece>();
        story.course().forEach(record -> pieces.add(new Piece(record.at().toEpochMilli(), record)));
        pieces.addAll(samples);
        pieces.sort(Comparator.comparing((Piece piece) -> piece.record() instanceof RunEnded)
                .thenComparing(Piece::due));
        return pieces.stream().map(Piece::record).toList();
    }

    private static List<List<RunRecord>> cut(List<RunRecord> records, Random random) {
        var batches = new ArrayList<List<RunRecord>>();
        for (int from = 0; from < records.size(); ) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(40));
            batches.add(records.subList(from, to));
            from = to;
        }
        return batches;
    }

    private static RunRecord samples(SeriesKey series, TreeMap<Long, Double> samples) {
        return new Samples(
                series.metric(),
                series.labels(),
                samples.keySet().stream().mapToLong(Long::longValue).toArray(),
                samples.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
