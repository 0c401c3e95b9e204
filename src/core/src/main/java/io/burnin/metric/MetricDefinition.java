package io.burnin.metric;

import java.util.List;

/**
 * What a plan's probes and steps promise to emit under one name.
 *
 * @param name {@code <probe>.<quantity>}, e.g. {@code jobs.latency}
 * @param unit what its samples are stored in: {@code ms}, {@code B}, {@code %} or a count
 * @param labels the names of the labels that tell its series apart
 */
public record MetricDefinition(
        String name, Kind kind, Unit unit, List<String> labels, Direction better, String description) {

    public MetricDefinition {
        labels = List.copyOf(labels);
    }
}
