package io.burnin.metric;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One labelled stream of a metric in a run. Labels are sorted by name, so equal series are written alike. */
public record SeriesKey(String metric, Map<String, String> labels) {

    public SeriesKey {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    public static SeriesKey of(String metric) {
        return new SeriesKey(metric, Map.of());
    }

    public SeriesKey with(String label, String value) {
        var more = new TreeMap<>(labels);
        more.put(label, value);
        return new SeriesKey(metric, more);
    }

    /** Whether it carries every one of the given labels with that value. */
    public boolean matches(Map<String, String> where) {
        return labels.entrySet().containsAll(where.entrySet());
    }

    /** {@code jobs.latency{origin=normal-load}} */
    @Override
    public String toString() {
        return labels.isEmpty()
                ? metric
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",", metric + "{", "}"));
    }
}
