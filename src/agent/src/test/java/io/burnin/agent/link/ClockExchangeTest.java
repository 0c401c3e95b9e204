package io.burnin.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.protocol.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClockExchangeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    /** However the way there and back differ, the true offset lies within the error. */
    @Test
    void bracketsTheTrueOffset() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new SplittableRandom(seed);
            long offset = random.nextLong(-100_000, 100_000);
            long there = random.nextLong(0, 300);
            long inside = random.nextLong(0, 50);
            long back = random.nextLong(0, 300);
            Instant received = NOW.plusMillis(there + offset);

            Heartbeat.Clock clock = ClockExchange.of(
                    NOW,
                    new Heartbeat.Answer(received, received.plusMillis(inside), List.of(), List.of()),
                    Duration.ofMillis(there + inside + back));

            assertThat(Math.abs(clock.offsetMillis() - offset))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(clock.errorMillis() + 1e-6);
        }
    }
}
