package io.burnin.agent.record;

import io.burnin.metric.SeriesKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one look of a probe brought.
 *
 * @param checkpoint where to go on after a restart of the agent; on disk together with the samples, or neither is
 */
public record Reading(List<Sample> samples, List<Text> states, List<Text> seen, Optional<String> checkpoint) {

    public Reading {
        samples = List.copyOf(samples);
        states = List.copyOf(states);
        seen = List.copyOf(seen);
    }

    public record Sample(SeriesKey series, Instant at, double value) {
        public Sample {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "a sample of %s is %s, not a finite number".formatted(series, value));
            }
        }
    }

    public record Text(SeriesKey series, Instant at, String text) {}
}
