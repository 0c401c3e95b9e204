package io.burnin.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @Test
    void fewRunsMayChoose() {
        assertThat(new Pace(() -> 100, 100, CLOCK).millis()).isEmpty();
    }

    @Test
    void manyRunsShareWhatTheServerLikes() {
        assertThat(new Pace(() -> 500, 100, CLOCK).millis()).contains(5000L);
        assertThat(new Pace(() -> 101, 100, CLOCK).millis()).contains(1010L);
    }

    @Test
    void runsAreNotCountedForEveryBatch() {
        var counts = new AtomicLong();
        var pace = new Pace(counts::incrementAndGet, 100, CLOCK);

        pace.millis();
        pace.millis();

        assertThat(counts).hasValue(1);
    }
}
