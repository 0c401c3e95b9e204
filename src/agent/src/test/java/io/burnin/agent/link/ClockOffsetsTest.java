package io.burnin.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.burnin.protocol.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClockOffsetsTest {

    private static final Instant START = Instant.parse("2026-03-29T00:59:00Z");
    private static final Duration BEAT = Duration.ofSeconds(3);

    private final ClockOffsets offsets = new ClockOffsets();
    private long nanos;

    @Test
    void knowsNothingBeforeTheFirstExchange() {
        assertThat(offsets.at(0)).isEmpty();
    }

    @Test
    void believesTheExchangeThatWasFastest() {
        exchange(40, 30);
        exchange(12, 1);
        exchange(-5, 25);

        assertThat(now().offsetMillis()).isEqualTo(12);
        assertThat(now().errorMillis()).isCloseTo(1, within(0.6));
    }

    @Test
    void trustsAnOldExchangeLess() {
        exchange(12, 1);
        double fresh = now().errorMillis();
        nanos += Duration.ofMinutes(10).toNanos();

        assertThat(now().errorMillis()).isGreaterThan(fresh + 50);
    }

    /** Whatever the way of each message took: the true offset lies within the error, and the slope is the drift. */
    @Test
    void findsOffsetAndDrift() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            var each = new ClockOffsets();
            double ppm = random.nextDouble(-80, 80);
            double first = random.nextDouble(-10_000, 10_000);
            for (int beat = 0; beat < 1200; beat++) {
                long at = BEAT.multipliedBy(beat).toNanos();
                double error = random.nextDouble(0.2, 20);
                double seen = first + at * ppm / 1e12 + random.nextDouble(-error, error);
                each.add(at, new Heartbeat.Clock(seen, error, Optional.empty()));
            }
            long end = BEAT.multipliedBy(1200).toNanos();

            Heartbeat.Clock clock = each.at(end).orElseThrow();

            assertThat(Math.abs(clock.offsetMillis() - (first + end * ppm / 1e12)))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(clock.errorMillis());
            assertThat(clock.driftPpm().orElseThrow()).as("seed %d", seed).isCloseTo(ppm, within(3.0));
        }
    }

    @Test
    void tellsNoDriftBeforeItWasWatchedForMinutes() {
        for (int beat = 0; beat < 70; beat++) {
            exchange(12, 1);
        }

        assertThat(now().driftPpm()).isEmpty();
    }

    @Test
    void beginsAnewWhenTheServersClockWasSet() {
        exchange(12, 1);
        exchange(3_600_012, 20);

        assertThat(now().offsetMillis()).isEqualTo(3_600_012);
    }

    @Test
    void forgetsAtOnceWhatWasKnownBeforeOurOwnClockWasSet() {
        offsets.look(START, nanos);
        exchange(12, 1);
        offsets.look(START.plus(BEAT), nanos);
        assertThat(offsets.at(nanos)).isPresent();

        nanos += BEAT.toNanos();
        offsets.look(START.plus(BEAT.multipliedBy(2)).minus(Duration.ofHours(3)), nanos);

        assertThat(offsets.at(nanos)).isEmpty();
    }

    private void exchange(double offset, double error) {
        nanos += BEAT.toNanos();
        offsets.add(nanos, new Heartbeat.Clock(offset, error, Optional.empty()));
    }

    private Heartbeat.Clock now() {
        return offsets.at(nanos).orElseThrow();
    }
}
