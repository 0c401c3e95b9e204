package io.burnin.server.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.Span;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DownsampleTest {

    private static final Instant START = Instant.parse("2026-01-13T08:00:00Z");

    @Test
    void keepsTheExtremesAndTheOrderOfTime() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            var kept = new Downsample(new Span(START, START.plusSeconds(1_000)), 50);
            double[] values = random.doubles(1_000).toArray();
            for (int i = 0; i < values.length; i++) {
                kept.sample(START.plusSeconds(i).toEpochMilli(), values[i]);
            }

            Downsample.Points points = kept.points();

            assertThat(points.times())
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(50)
                    .isSorted();
            assertThat(points.values())
                    .contains(
                            Arrays.stream(values).max().orElseThrow(),
                            Arrays.stream(values).min().orElseThrow());
        }
    }

    @Test
    void leavesFewSamplesAsTheyAre() {
        var kept = new Downsample(new Span(START, START.plusSeconds(10)), 100);
        kept.sample(START.toEpochMilli(), 3);
        kept.sample(START.plusSeconds(5).toEpochMilli(), 3);

        assertThat(kept.points().values()).containsExactly(3, 3);
    }

    @Test
    void leavesFewSamplesAsTheyAreHoweverCloseTogether() {
        var kept = new Downsample(new Span(START, START.plusSeconds(1_000_000)), 100);
        for (int i = 0; i < 100; i++) {
            kept.sample(START.toEpochMilli() + i / 2, 3);
        }

        assertThat(kept.points().values()).hasSize(100).containsOnly(3);
    }
}
