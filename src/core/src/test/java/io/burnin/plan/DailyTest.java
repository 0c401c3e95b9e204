package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DailyTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private static Daily daily(String from, String to) {
        return new Daily(LocalTime.parse(from), LocalTime.parse(to), VIENNA, "backup");
    }

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }

    @Test
    void comesOnEveryDayByTheClockOnTheWall() {
        assertThat(daily("02:00", "04:00").within(span("2026-01-13T00:00:00Z", "2026-01-15T02:00:00Z")))
                .containsExactly(
                        span("2026-01-13T01:00:00Z", "2026-01-13T03:00:00Z"),
                        span("2026-01-14T01:00:00Z", "2026-01-14T03:00:00Z"),
                        span("2026-01-15T01:00:00Z", "2026-01-15T03:00:00Z"));
    }

    @Test
    void mayBeginOnTheDayBefore() {
        assertThat(daily("22:00", "02:00").within(span("2026-01-13T00:00:00Z", "2026-01-13T12:00:00Z")))
                .containsExactly(span("2026-01-12T21:00:00Z", "2026-01-13T01:00:00Z"));
    }

    /** At the end of summer time the clock goes from 2:59 back to 2:00, in spring from 1:59 on to 3:00. */
    @Test
    void isLongerOrShorterWhereTheClockIsPutBackOrForward() {
        assertThat(daily("01:00", "04:00").within(span("2026-10-24T22:00:00Z", "2026-10-25T22:00:00Z")))
                .extracting(Span::length)
                .containsExactly(Duration.ofHours(4));
        assertThat(daily("01:00", "04:00").within(span("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")))
                .extracting(Span::length)
                .containsExactly(Duration.ofHours(2));
    }
}
