package io.burnin.agent.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.burnin.plan.Step.Arrivals;
import io.burnin.plan.Step.Arrivals.Shape;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalTimesTest {

    private static final double SECOND = 1e9;

    private static LongSupplier times(double perSecond, Shape shape, Duration ramp, long seed) {
        return new ArrivalTimes(new Arrivals(perSecond, shape, ramp), new Seed(seed));
    }

    private static long[] first(int count, LongSupplier times) {
        return LongStream.generate(times).limit(count).toArray();
    }

    @Test
    void areEvenlySpacedFromTheBeginningOn() {
        long[] tenPerHour = first(3, times(10 / 3600.0, Shape.CONSTANT, Duration.ZERO, 1));

        assertThat(tenPerHour).containsExactly(0, 360_000_000_000L, 720_000_000_000L);
    }

    @Test
    void doNotDriftInThreeDays() {
        int arrivals = 72 * 3600 * 100;
        LongSupplier times = times(100, Shape.CONSTANT, Duration.ZERO, 1);
        long last = 0;
        for (int i = 0; i <= arrivals; i++) {
            last = times.getAsLong();
        }
        assertThat(last).isCloseTo(Duration.ofHours(72).toNanos(), within(1_000L));
    }

    @Test
    void comeAtTheMeanRateAndVaryAsAPoissonProcessDoes() {
        for (long seed = 0; seed < 20; seed++) {
            long[] times = first(10_000, times(50, Shape.POISSON, Duration.ZERO, seed));
            double mean = times[9_999] / SECOND / 10_000;
            double squares = 0;
            for (int i = 1; i < times.length; i++) {
                double gap = (times[i] - times[i - 1]) / SECOND;
                assertThat(gap).as("seed %d", seed).isNotNegative();
                squares += (gap - mean) * (gap - mean);
            }
            assertThat(mean).as("seed %d", seed).isCloseTo(0.02, within(0.001));
            assertThat(Math.sqrt(squares / times.length)).as("seed %d", seed).isCloseTo(0.02, within(0.002));
        }
    }

    @Test
    void areTheSameForTheSameSeedAndOthersForAnother() {
        long[] once = first(100, times(5, Shape.POISSON, Duration.ZERO, 7));

        assertThat(first(100, times(5, Shape.POISSON, Duration.ZERO, 7))).isEqualTo(once);
        assertThat(first(100, times(5, Shape.POISSON, Duration.ZERO, 8))).isNotEqualTo(once);
    }

    @Test
    void growInAStraightLineDuringTheRamp() {
        long[] times = first(200, times(10, Shape.CONSTANT, Duration.ofSeconds(10), 1));

        assertThat(countBefore(5, times)).isEqualTo(13);
        assertThat(countBefore(10, times)).isEqualTo(50);
        assertThat(countBefore(11, times)).isEqualTo(60);
        assertThat(times).isSorted();
    }

    private static long countBefore(double seconds, long[] times) {
        return LongStream.of(times)
                .filter(time -> time < seconds * SECOND - 1_000)
                .count();
    }
}
