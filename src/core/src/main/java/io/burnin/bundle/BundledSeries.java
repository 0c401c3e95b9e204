package io.burnin.bundle;

import io.burnin.metric.SeriesKey;
import java.util.Map;

/**
 * A series of the run.
 *
 * @param file the entry that holds its samples
 */
public record BundledSeries(String metric, Map<String, String> labels, String file, long samples) {

    public SeriesKey key() {
        return new SeriesKey(metric, labels);
    }
}
