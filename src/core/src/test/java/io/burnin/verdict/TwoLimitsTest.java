package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.Interval;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Frame.Kind;
import io.burnin.plan.Criterion.Otherwise;
import io.burnin.plan.Criterion.Yellow;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions such as {@code in 10 .. 20 ms}. */
class TwoLimitsTest {

    private static final Criterion PACE = new Of(Statistic.MAX, "orders.latency")
            .green("in 10 .. 20 ms")
            .yellow("in 5 .. 50 ms")
            .criterion();
    private static final Bands BANDS = Bands.of(PACE);

    private static Check check(Of criterion, Evidence evidence) {
        return check(criterion.criterion(), evidence);
    }

    private static Check check(Criterion criterion, Evidence evidence) {
        return Judge.judge(PlanOf.criteria(criterion).plan(), evidence).checks().getFirst();
    }

    @ParameterizedTest(name = "{0} ms is {1}")
    @CsvSource({
        "0, RED",
        "4.999, RED",
        "5, YELLOW",
        "9.999, YELLOW",
        "10, GREEN",
        "15, GREEN",
        "20, GREEN",
        "20.001, YELLOW",
        "50, YELLOW",
        "50.001, RED"
    })
    void areKeptByTheLimitsThemselves(double millis, Light expected) {
        var evidence = new InMemoryEvidence(9).everySecond("orders.latency", 1, 9, second -> millis);

        assertThat(check(PACE, evidence).light()).isEqualTo(expected);
    }

    @Test
    void areToldAsTheyAreWritten() {
        var evidence = new InMemoryEvidence(9).everySecond("orders.latency", 1, 9, second -> 60);

        Check check = check(PACE, evidence);

        assertThat(check.rule()).isEqualTo("green in 10 .. 20 ms, yellow in 5 .. 50 ms, otherwise red");
        assertThat(check.because()).endsWith("in 10 .. 20 ms is green, in 5 .. 50 ms is yellow, else it is red");
    }

    /** Both ends of the last two are red or yellow, and a better light lies between them. */
    @ParameterizedTest(name = "from {0} to {1} all is {2}: {3}")
    @CsvSource({
        "10, 20, GREEN, true",
        "12, 18, GREEN, true",
        "9.999, 15, GREEN, false",
        "15, 20.001, GREEN, false",
        "20.001, 50, YELLOW, true",
        "51, 900, RED, true",
        "-900, 4, RED, true",
        "4, 60, RED, false",
        "7, 30, YELLOW, false"
    })
    void areProvenWhereTheWholeIntervalHasTheLight(double low, double high, Light light, boolean proven) {
        assertThat(BANDS.areAll(light, new Interval(low, high, 0.95, ""))).isEqualTo(proven);
    }

    /** 5,000 of 10,000: between 49.17 % and 50.83 %, each limit with 95 %. */
    @ParameterizedTest(name = "{0} is proven: {1}")
    @CsvSource({
        "in 49.1 .. 50.9 %, true",
        "in 49.2 .. 50.9 %, false",
        "in 49.1 .. 50.8 %, false",
        "in 50 .. 90 %, false",
        "in 51 .. 90 %, true",
        "in 50.5 .. 90 %, false"
    })
    void areProvenByAnIntervalWithinThem(String green, boolean proven) {
        var evidence = new InMemoryEvidence(9).sample("orders.lost", 1, 5_000).sample("orders.submitted", 1, 10_000);

        Check check = check(ratio("orders.lost", "orders.submitted").green(green), evidence);

        assertThat(check.proof() instanceof Proof.Proven).isEqualTo(proven);
        assertThat(check.because()).contains("(95 %: between 49.17 % and 50.83 %)");
    }

    /** A count only grows: below the limits it may still come true, above them it never will. */
    @ParameterizedTest(name = "{0} so far is {1}")
    @CsvSource({"9, INSUFFICIENT", "10, EVALUATED", "20, EVALUATED", "21, EVALUATED"})
    void leaveTimeToACountThatMayStillReachThem(int count, State expected) {
        var evidence = new InMemoryEvidence(9)
                .everySecond("app_log.errors", 0, 9, second -> second == 1 ? count : 0)
                .ended(RunOutcome.UNFINISHED);

        Check check = check(new Of(Statistic.INCREASE, "app_log.errors").green("in 10 .. 20"), evidence);

        assertThat(check.state()).isEqualTo(expected);
    }

    @Test
    void areBrokenForGoodByACountThatIsBeyondThem() {
        Bands bands = Bands.of(new Of(Statistic.INCREASE, "app_log.errors")
                .green("in 10 .. 20")
                .criterion());

        assertThat(bands.isFinal(Statistic.INCREASE, 21)).isTrue();
        assertThat(bands.isFinal(Statistic.INCREASE, 9)).isFalse();
        assertThat(bands.isFinal(Statistic.MIN, 9)).isTrue();
        assertThat(bands.isFinal(Statistic.MIN, 21)).isFalse();
    }

    /** 30 is further from green, and 4 has the worse light. */
    @Test
    void takeTheWorstByItsLightAndThenByItsDistance() {
        assertThat(BANDS.worse(30, 4)).isEqualTo(4);
        assertThat(BANDS.worse(4, 30)).isEqualTo(4);
        assertThat(BANDS.worse(30, 31)).isEqualTo(31);
        assertThat(BANDS.worse(19.5, 10.1)).isEqualTo(10.1);
    }

    @Test
    void lookAtBothSidesOfEveryFrame() {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.done", 0, 100, second -> second >= 40 && second < 50 ? 1 : 5);

        Check check = check(
                new Of(Statistic.RATE, "orders.done").green("in 4 .. 6 /s").frame(Kind.OVER, Duration.ofSeconds(10)),
                evidence);

        assertThat(check.value()).contains(1.0);
        assertThat(check.light()).isEqualTo(Light.RED);
    }

    /** Whatever the interval: where it is proven, no value within it has another light. */
    @Test
    void proveNothingThatAValueWithinTheIntervalContradicts() {
        var random = new java.util.SplittableRandom(4);
        for (int i = 0; i < 2_000; i++) {
            double low = random.nextDouble(0, 60);
            double high = random.nextDouble(low, 61);
            double within = random.nextDouble(low, Math.nextUp(high));
            for (Light light : Light.values()) {
                if (BANDS.areAll(light, new Interval(low, high, 0.95, ""))) {
                    assertThat(BANDS.of(within))
                            .as("%s in %s .. %s", within, low, high)
                            .isEqualTo(light);
                }
            }
        }
        assertThat(new Bands(BANDS.green(), Optional.of(new Yellow.Any()), Otherwise.RED)
                        .areAll(Light.YELLOW, new Interval(0, 60, 0.95, "")))
                .isFalse();
    }
}
