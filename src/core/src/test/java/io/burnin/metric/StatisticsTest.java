package io.burnin.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    @ParameterizedTest(name = "below {0} at {1} takes {2} clean trials")
    @CsvSource({
        "0.05, 0.95, 59", "0.05, 0.99, 90", "0.01, 0.95, 299", "0.01, 0.99, 459", "0.005, 0.95, 598",
        "0.005, 0.99, 919", "0.001, 0.95, 2995", "0.001, 0.99, 4603", "0.0001, 0.95, 29956", "0.0001, 0.99, 46050"
    })
    void aCleanShareIsProvenBy(double limit, double confidence, long trials) {
        assertThat(new Proportion(0, 1).trialsToProveBelow(limit, confidence)).isEqualTo(trials);
    }

    @ParameterizedTest(name = "{0} of 1440: at most {1} %")
    @CsvSource({"0, 0.208", "1, 0.329", "5, 0.729"})
    void aShareHasAnExactUpperLimit(long hits, double percent) {
        assertThat(100 * new Proportion(hits, 1440).upper(0.95)).isCloseTo(percent, within(0.0005));
    }

    @ParameterizedTest(name = "{0} hits: below 1 % takes {1} trials")
    @CsvSource({"1, 473", "2, 628"})
    void aShareWithHitsTakesMoreTrials(long hits, long trials) {
        assertThat(new Proportion(hits, hits).trialsToProveBelow(0.01, 0.95)).isEqualTo(trials);
    }

    @ParameterizedTest(name = "{0} events: below 0.1 % takes {1} units")
    @CsvSource({"0, 2996", "1, 4744", "2, 6296", "3, 7754", "5, 10514"})
    void aRateIsProvenBy(long events, long units) {
        assertThat(new PoissonCount(events).unitsToProveBelow(0.001, 0.95)).isCloseTo(units, within(1L));
    }

    @ParameterizedTest(name = "{0} crashes in 72 h: {1} h between two at least")
    @CsvSource({"0, 24.0", "1, 15.2", "2, 11.4"})
    void aRateOverTimeHasAnExactUpperLimit(long events, double hours) {
        assertThat(72 / new PoissonCount(events).upper(0.95)).isCloseTo(hours, within(0.05));
    }

    @ParameterizedTest(name = "p95 of {0} values is at most the one of rank {1}")
    @CsvSource({"59, 59", "100, 99", "200, 196", "480, 465", "1440, 1382"})
    void aPercentileHasAnUpperLimitAmongItsValues(int n, int rank) {
        assertThat(new Quantile(0.95).upperRank(n, 0.95)).hasValue(rank);
    }

    @ParameterizedTest(name = "quantile {0} takes {1} values")
    @CsvSource({"0.95, 59", "0.99, 299", "0.999, 2995"})
    void aPercentileOfTooFewValuesHasNone(double share, int fewest) {
        var quantile = new Quantile(share);

        assertThat(quantile.fewestValues(0.95)).isEqualTo(fewest);
        assertThat(quantile.upperRank(fewest - 1, 0.95)).isEmpty();
        assertThat(quantile.upperRank(fewest, 0.95)).isPresent();
    }

    /** Against the definition: the least value that at least that share of all values does not exceed. */
    @Test
    void aPercentileIsTheNearestRank() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            double[] sorted = random.doubles(random.nextInt(1, 200)).sorted().toArray();
            double share = random.nextInt(1, 1000) / 1000.0;
            double oracle = Arrays.stream(sorted)
                    .filter(value -> Arrays.stream(sorted)
                                            .filter(other -> other <= value)
                                            .count()
                                    * 1000
                            >= Math.round(share * 1000) * sorted.length)
                    .findFirst()
                    .orElseThrow();

            assertThat(new Quantile(share).of(sorted)).as("seed %d", seed).isEqualTo(oracle);
        }
    }

    /** The limits hold as often as they say: a check of both ends, by throwing dice. */
    @Test
    void theLimitsOfAShareHoldAsOftenAsTheySay() {
        var random = new SplittableRandom(7);
        int held = 0;
        for (int run = 0; run < 2_000; run++) {
            long hits = LongStream.range(0, 200)
                    .filter(trial -> random.nextDouble() < 0.03)
                    .count();
            Interval interval = new Proportion(hits, 200).interval(0.95);
            held += interval.low() <= 0.03 && 0.03 <= interval.high() ? 1 : 0;
        }

        assertThat(held).isGreaterThanOrEqualTo(1_880);
    }

    @Test
    void aTrendIsTheMedianSlopeAndIgnoresOutliers() {
        long[] times = LongStream.range(0, 2_000).map(i -> i * 60_000).toArray();
        double[] values = LongStream.range(0, 2_000)
                .mapToDouble(i -> 100 + i / 60.0 + (i % 97 == 0 ? 500 : 0))
                .toArray();

        Trend trend = Trend.of(times, values).orElseThrow();

        assertThat(trend.perHour()).isCloseTo(1, within(0.01));
        assertThat(trend.interval(0.95).low()).isLessThanOrEqualTo(1.001).isPositive();
        assertThat(trend.interval(0.95).high()).isGreaterThanOrEqualTo(0.999);
    }

    @Test
    void aFlatSeriesHasATrendAroundZero() {
        var random = new SplittableRandom(3);
        long[] times = LongStream.range(0, 100).map(i -> i * 1_000).toArray();
        double[] values = random.doubles(100).toArray();

        Interval interval = Trend.of(times, values).orElseThrow().interval(0.95);

        assertThat(interval.low()).isNegative();
        assertThat(interval.high()).isPositive();
    }

    @ParameterizedTest(name = "{0} in {1} reads {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2995 | COUNT | 2,995",
                "0.20781 | PERCENT | 0.2078 %",
                "0 | PERCENT | 0 %",
                "612.34 | MILLISECONDS | 612.3 ms",
                "36 | SECONDS | 36 s",
                "90 | MINUTES | 90 min",
                "72 | HOURS | 72 h",
                "104857600 | BYTES | 104.9 MB",
                "15 | PER_HOUR | 0.25 /min"
            })
    void aNumberIsWrittenForPeople(double value, Unit unit, String expected) {
        assertThat(Quantities.format(value, unit)).isEqualTo(expected);
    }

    @Test
    void spansKnowWhatTheyHold() {
        var start = java.time.Instant.EPOCH;
        Spans spans = Spans.of(java.util.List.of(
                new Span(start, start.plusMillis(10)), new Span(start.plusMillis(20), start.plusMillis(30))));

        assertThat(LongStream.of(0, 9, 20, 29)).allMatch(spans::contains);
        assertThat(LongStream.of(-1, 10, 19, 30)).noneMatch(spans::contains);
        assertThat(spans.touch(12, 18)).isFalse();
        assertThat(spans.touch(12, 20)).isTrue();
        assertThat(spans.touch(9, 15)).isTrue();
        assertThat(spans.touch(-5, 50)).isTrue();
        assertThat(spans.cover(0, 9)).isTrue();
        assertThat(spans.cover(9, 21)).isFalse();
    }
}
