package io.burnin.agent.probe;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured so far, for steps that wait for something. Recent samples are kept one by one; of the older half of a full
 * column two are kept as one, so that memory stays bounded and only the far past becomes coarse.
 */
final class Recent {

    private final Map<SeriesKey, Column> columns = new LinkedHashMap<>();

    synchronized void add(Reading reading) {
        for (Sample sample : reading.samples()) {
            columns.computeIfAbsent(sample.series(), key -> new Column()).add(sample.at(), sample.value());
        }
    }

    /** A statistic of all samples since an instant over the series with these labels; empty if there are none. */
    synchronized Optional<Double> value(
            Statistic statistic, String metric, Map<String, String> where, Instant since, Instant now) {
        var runs = new ArrayList<List<Stretch>>();
        columns.forEach((series, column) -> {
            if (series.metric().equals(metric) && series.matches(where)) {
                List<Stretch> stretches = column.since(since);
                if (!stretches.isEmpty()) {
                    runs.add(stretches);
                }
            }
        });
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        List<Stretch> all = runs.stream().flatMap(List::stream).toList();
        double sum = all.stream().mapToDouble(Stretch::sum).sum();
        long count = all.stream().mapToLong(Stretch::count).sum();
        return switch (statistic) {
            case LAST ->
                Optional.of(
                        runs.stream().mapToDouble(run -> run.getLast().last()).sum());
            case INCREASE -> Optional.of(sum);
            case COUNT -> Optional.of((double) count);
            case MEAN -> Optional.of(sum / count);
            case AVAILABILITY -> Optional.of(100 * sum / count);
            case MIN -> Optional.of(all.stream().mapToDouble(Stretch::min).min().orElseThrow());
            case MAX -> Optional.of(all.stream().mapToDouble(Stretch::max).max().orElseThrow());
            case RATE -> {
                double seconds = Duration.between(since, now).toNanos() / 1e9;
                yield seconds > 0 ? Optional.of(sum / seconds) : Optional.empty();
            }
            case P50 -> Optional.of(percentile(all, count, 0.50));
            case P75 -> Optional.of(percentile(all, count, 0.75));
            case P90 -> Optional.of(percentile(all, count, 0.90));
            case P95 -> Optional.of(percentile(all, count, 0.95));
            case P99 -> Optional.of(percentile(all, count, 0.99));
            case P999 -> Optional.of(percentile(all, count, 0.999));
            case RATIO, GROWTH, TREND, RECOVERY -> Optional.empty();
        };
    }

    /** By nearest rank; samples that were put together count as their greatest. */
    private static double percentile(List<Stretch> stretches, long count, double share) {
        long rank = (long) Math.ceil(share * count);
        List<Stretch> sorted = stretches.stream()
                .sorted((a, b) -> Double.compare(a.max(), b.max()))
                .toList();
        for (Stretch stretch : sorted) {
            rank -= stretch.count();
            if (rank <= 0) {
                return stretch.max();
            }
        }
        return sorted.getLast().max();
    }

    /** One sample, or some put together. */
    private record Stretch(long until, long count, double sum, double min, double max, double last) {

        Stretch and(Stretch later) {
            return new Stretch(
                    later.until,
                    count + later.count,
                    sum + later.sum,
                    Math.min(min, later.min),
                    Math.max(max, later.max),
                    later.last);
        }
    }

    private static final class Column {

        private static final int MOST = 512;

        private List<Stretch> stretches = new ArrayList<>();

        void add(Instant at, double value) {
            if (stretches.size() == MOST) {
                thin();
            }
            stretches.add(new Stretch(at.toEpochMilli(), 1, value, value, value, value));
        }

        List<Stretch> since(Instant since) {
            long from = since.toEpochMilli();
            return stretches.stream().filter(stretch -> stretch.until() >= from).toList();
        }

        private void thin() {
            var thinner = new ArrayList<Stretch>(MOST);
            for (int i = 0; i < MOST / 2; i += 2) {
                thinner.add(stretches.get(i).and(stretches.get(i + 1)));
            }
            thinner.addAll(stretches.subList(MOST / 2, MOST));
            stretches = thinner;
        }
    }
}
