package io.burnin.agent.probe;

import io.burnin.agent.record.Reading.Text;
import io.burnin.metric.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Examples of what counters counted: the first few of each metric in a run. */
final class Exemplars {

    private static final int MOST = 20;
    private static final int LONGEST = 300;

    private final Map<String, Integer> told = new HashMap<>();
    private final List<Text> waiting = new ArrayList<>();

    /** Whether one more of that metric is wanted. */
    boolean want(String metric) {
        return told.getOrDefault(metric, 0) < MOST;
    }

    void add(SeriesKey series, Instant at, String text) {
        if (want(series.metric())) {
            told.merge(series.metric(), 1, Integer::sum);
            waiting.add(new Text(series, at, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
        }
    }

    List<Text> take() {
        List<Text> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** How many of each metric were told, for a checkpoint. */
    Map<String, Integer> told() {
        return Map.copyOf(told);
    }

    void restore(Map<String, Integer> before) {
        told.putAll(before);
    }
}
