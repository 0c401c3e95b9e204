package io.burnin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Instant NOW = Instant.parse("2026-03-08T00:00:00Z");

    @Test
    void tellsWhenTheRoomIsFilledAtTheGrowthOfTheLastDays() {
        Forecast forecast =
                Forecast.of(List.of(ago(Duration.ofDays(2), 1000), ago(Duration.ofDays(1), 1900)), NOW, 3000);

        assertThat(forecast.bytesPerDay()).hasValue(1000);
        assertThat(forecast.daysUntilFull(OptionalLong.of(5000))).hasValue(5);
        assertThat(forecast.daysUntilFull(OptionalLong.of(-1))).hasValue(0);
    }

    @Test
    void tellsNothingInTheFirstHours() {
        assertThat(Forecast.of(List.of(), NOW, 3000).bytesPerDay()).isEmpty();
        assertThat(Forecast.of(List.of(ago(Duration.ofHours(2), 0)), NOW, 3000).bytesPerDay())
                .isEmpty();
    }

    @Test
    void tellsNoDayForWhatShrinksOrIsNotKnown() {
        Forecast shrinking = Forecast.of(List.of(ago(Duration.ofDays(1), 4000)), NOW, 3000);
        Forecast growing = Forecast.of(List.of(ago(Duration.ofDays(1), 2000)), NOW, 3000);

        assertThat(shrinking.bytesPerDay()).hasValue(-1000);
        assertThat(shrinking.daysUntilFull(OptionalLong.of(5000))).isEmpty();
        assertThat(growing.daysUntilFull(OptionalLong.empty())).isEmpty();
    }

    private static Reading ago(Duration time, long used) {
        return new Reading(NOW.minus(time), used);
    }
}
