package io.burnin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.server.run.RunClock.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunClockTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    @ParameterizedTest(name = "{1} ± {2} ms, after {0}: {3}")
    @CsvSource({
        "ASSUMED, 0, 5, FINE",
        "ASSUMED, 1004, 5, FINE",
        "ASSUMED, 1006, 5, OFF",
        "ASSUMED, -1006, 5, OFF",
        "FINE, 1004, 5, FINE",
        "OFF, 996, 5, OFF",
        "OFF, 994, 5, FINE",
        "OFF, 5000, 20000, OFF",
        "FINE, 5000, 20000, FINE"
    })
    void isOffWhereThatIsCertainAndStaysWhatItWasInBetween(State before, double offset, double error, State after) {
        var clock = new RunClock(0, 0, before);

        assertThat(clock.told(offset, error, LIMIT)).isEqualTo(new RunClock(offset, error, after));
    }

    @Test
    void translatesTimes() {
        var behind = new RunClock(10_800_000, 2, State.OFF);

        assertThat(behind.serverTime(NOON)).isEqualTo(NOON.plus(Duration.ofHours(3)));
        assertThat(behind.runTime(behind.serverTime(NOON))).isEqualTo(NOON);
    }
}
