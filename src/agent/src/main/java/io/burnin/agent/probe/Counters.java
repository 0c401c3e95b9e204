package io.burnin.agent.probe;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.metric.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sensor counted since its last reading. A series once known is told at every reading, with 0 if nothing happened, so
 * that having looked is on record. Nothing is lost when a reading fails half way: it is told by the next.
 */
final class Counters {

    private final Map<SeriesKey, long[]> increments = new LinkedHashMap<>();

    Counters with(SeriesKey series) {
        add(series, 0);
        return this;
    }

    void add(SeriesKey series, long increment) {
        increments.computeIfAbsent(series, key -> new long[1])[0] += increment;
    }

    boolean knows(SeriesKey series) {
        return increments.containsKey(series);
    }

    int size() {
        return increments.size();
    }

    /** One sample per series, and begins again at 0. */
    List<Sample> take(Instant at) {
        var samples = new ArrayList<Sample>(increments.size());
        increments.forEach((series, increment) -> {
            samples.add(new Sample(series, at, increment[0]));
            increment[0] = 0;
        });
        return samples;
    }
}
