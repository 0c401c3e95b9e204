package io.burnin.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final UUID TOKEN = new UUID(0, 1);

    private final StoppedClock clock = new StoppedClock();
    private final RateLimit limit = new RateLimit(() -> 10, clock);

    @Test
    void admitsTwoSecondsOfRequestsAtOnce() {
        assertThat(admitted(30)).isEqualTo(20);
    }

    @Test
    void admitsAsManyASecondForLong() {
        admitted(100);
        int later = 0;
        for (int tenth = 0; tenth < 50; tenth++) {
            clock.advance(Duration.ofMillis(100));
            later += admitted(7);
        }

        assertThat(later).isEqualTo(50);
    }

    @Test
    void savesUpNoMoreThanThat() {
        admitted(100);
        clock.advance(Duration.ofHours(1));

        assertThat(admitted(100)).isEqualTo(20);
    }

    @Test
    void countsEachTokenByItself() {
        admitted(100);

        assertThat(limit.admits(new UUID(0, 2))).isTrue();
    }

    /** A clock that was set back admits nothing for it, and refuses nothing either. */
    @Test
    void doesNotMindAClockThatIsSetBack() {
        admitted(19);
        clock.advance(Duration.ofHours(-1));

        assertThat(admitted(2)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admitted(100)).isEqualTo(10);
    }

    private int admitted(int requests) {
        return (int) IntStream.range(0, requests)
                .filter(request -> limit.admits(TOKEN))
                .count();
    }

    private static final class StoppedClock extends Clock {

        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the server's time is UTC");
        }
    }
}
