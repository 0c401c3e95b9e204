package io.burnin.server.measure;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.verdict.Evidence;
import java.util.List;
import java.util.Map;

/** The series of a metric, thinned so that people and programs can draw them. */
final class SeriesList {

    private final Evidence evidence;

    SeriesList(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * A series with at most so many of its samples.
     *
     * @param samples how many there are in the span
     */
    record Thinned(Map<String, String> labels, long samples, long[] times, double[] values) {}

    /** @param labels that a series must carry */
    List<Thinned> of(String metric, Map<String, String> labels, Span span, int points) {
        return evidence.series(metric).stream()
                .filter(series -> series.matches(labels))
                .map(series -> thinned(series, span, points))
                .toList();
    }

    private Thinned thinned(SeriesKey series, Span span, int points) {
        var kept = new Downsample(span, points);
        var samples = new long[1];
        evidence.scan(series, span, (at, value) -> {
            samples[0]++;
            kept.sample(at, value);
        });
        Downsample.Points result = kept.points();
        return new Thinned(series.labels(), samples[0], result.times(), result.values());
    }
}
