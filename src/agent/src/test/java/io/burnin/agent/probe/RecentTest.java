package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Statistic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SeriesKey ONE = SeriesKey.of("m.x").with("origin", "one");
    private static final SeriesKey TWO = SeriesKey.of("m.x").with("origin", "two");

    private final Recent recent = new Recent();

    @ParameterizedTest
    @CsvSource({"LAST, 14", "INCREASE, 24", "COUNT, 4", "MEAN, 6", "MIN, 2", "MAX, 10", "P50, 4", "P95, 10", "RATE, 2.4"
    })
    void answersOverAllSeriesSinceAnInstant(Statistic statistic, double expected) {
        add(ONE, 0, 1000);
        add(ONE, 1, 2);
        add(ONE, 2, 4);
        add(TWO, 2, 8);
        add(TWO, 3, 10);

        Optional<Double> value = recent.value(statistic, "m.x", Map.of(), START.plusSeconds(1), START.plusSeconds(11));

        assertThat(value).hasValueSatisfying(v -> assertThat(v).isEqualTo(expected));
    }

    @Test
    void answersForTheSeriesWithThoseLabels() {
        add(ONE, 1, 2);
        add(TWO, 1, 8);

        assertThat(last(Map.of("origin", "two"))).contains(8.0);
        assertThat(last(Map.of("origin", "three"))).isEmpty();
    }

    @Test
    void forgetsNoSumHoweverMuchComes() {
        for (int i = 0; i < 100_000; i++) {
            add(ONE, i, 1);
        }

        assertThat(recent.value(Statistic.INCREASE, "m.x", Map.of(), START, START.plusSeconds(1)))
                .contains(100_000.0);
        assertThat(recent.value(Statistic.INCREASE, "m.x", Map.of(), START.plusSeconds(99_900), START.plusSeconds(1))
                        .orElseThrow())
                .isEqualTo(100, within(0.0));
    }

    private Optional<Double> last(Map<String, String> where) {
        return recent.value(Statistic.LAST, "m.x", where, START, START);
    }

    private void add(SeriesKey series, int second, double value) {
        var sample = new Sample(series, START.plusSeconds(second), value);
        recent.add(new Reading(List.of(sample), List.of(), List.of(), Optional.empty()));
    }
}
