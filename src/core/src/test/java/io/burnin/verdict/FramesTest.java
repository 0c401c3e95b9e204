package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.SeriesKey;
import io.burnin.plan.Criterion.Frame.Kind;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.Plan.DerivedMetric.Operation;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Criteria that look at the worst part of a run, of 100 s with a sample a second. */
class FramesTest {

    private static Check check(Of criterion, InMemoryEvidence evidence) {
        return Judge.judge(PlanOf.criteria(criterion.criterion()).plan(), evidence)
                .checks()
                .getFirst();
    }

    private static InMemoryEvidence cpu(IntToDoubleFunction percent) {
        return new InMemoryEvidence(100).everySecond("worker.cpu", 0, 100, percent);
    }

    private static Of sustained(Statistic statistic, String green) {
        return new Of(statistic, "worker.cpu").green(green).frame(Kind.FOR, Duration.ofSeconds(10));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @ParameterizedTest(name = "{0} s above the limit are {1}")
    @CsvSource({"0, GREEN", "9, GREEN", "10, RED", "11, RED", "50, RED"})
    void isBrokenForSoLongOnlyByWhatEveryValueBreaks(int high, Light expected) {
        Check check = check(
                sustained(Statistic.MAX, "at most 80 %"), cpu(second -> second >= 33 && second < 33 + high ? 90 : 10));

        assertThat(check.light()).isEqualTo(expected);
        assertThat(check.value()).contains(expected == Light.RED ? 90.0 : 10.0);
    }

    @Test
    void isNotBrokenByAPeakThatReturns() {
        assertThat(check(sustained(Statistic.MAX, "at most 80 %"), cpu(second -> second % 10 == 0 ? 10 : 99))
                        .light())
                .isEqualTo(Light.GREEN);
    }

    @Test
    void knowsHowLongTooLittleLasts() {
        Of enough = sustained(Statistic.MIN, "at least 5 %");

        assertThat(check(enough, cpu(second -> second == 50 ? 0 : 20)).light()).isEqualTo(Light.GREEN);
        assertThat(check(enough, cpu(second -> second > 50 && second < 70 ? 0 : 20))
                        .light())
                .isEqualTo(Light.RED);
    }

    /** All in all 1 %, and for ten seconds 10 %. */
    @Test
    void findsTheWorstFrameOfARate() {
        InMemoryEvidence evidence = new InMemoryEvidence(100)
                .everySecond("app_log.errors", 0, 100, second -> second >= 40 && second < 50 ? 10 : 0)
                .everySecond("events.lines", 0, 100, second -> 100);
        Of errors = ratio("app_log.errors", "events.lines").green("at most 5 %");

        assertThat(check(errors, evidence).light()).isEqualTo(Light.GREEN);
        Check framed = check(errors.frame(Kind.OVER, seconds(10)), evidence);
        assertThat(framed.light()).isEqualTo(Light.RED);
        assertThat(framed.value()).contains(10.0);
        assertThat(framed.because())
                .isEqualTo("ratio of app_log.errors in events.lines over 10 s was at worst 10 %, from 08:00:40,"
                        + " at most 5 % is green, else it is red");
        assertThat(framed.rule()).isEqualTo("over 10 s: green at most 5 %, otherwise red");
    }

    @ParameterizedTest
    @CsvSource({
        "INCREASE, at most 29, RED, 30",
        "INCREASE, at most 30, GREEN, 30",
        "RATE, below 3 /s, RED, 3",
        "COUNT, at least 9, GREEN, 9",
        "COUNT, at least 10, RED, 9",
    })
    void countsWithinEachFrame(Statistic statistic, String green, Light expected, double value) {
        InMemoryEvidence evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> second >= 40 && second < 50 ? 3 : 0);

        Check check = check(new Of(statistic, "orders.lost").green(green).frame(Kind.OVER, seconds(10)), evidence);

        assertThat(check.light()).isEqualTo(expected);
        assertThat(check.value()).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"P50, 900", "P95, 900", "MEAN, 900", "MAX, 900", "MIN, 900"})
    void takesTheWorstOfDurations(Statistic statistic, double value) {
        InMemoryEvidence evidence = new InMemoryEvidence(100)
                .everySecond("orders.latency", 1, 100, second -> second >= 39 && second < 52 ? 900 : 20);

        Check check = check(
                new Of(statistic, "orders.latency").green("below 500 ms").frame(Kind.OVER, seconds(10)), evidence);

        assertThat(check.light()).isEqualTo(Light.RED);
        assertThat(check.value()).contains(value);
    }

    @Test
    void takesWhatIsLeastWhereMoreIsBetter() {
        InMemoryEvidence evidence = new InMemoryEvidence(100)
                .everySecond("orders.done", 0, 100, second -> second >= 40 && second < 50 ? 0 : 5);

        assertThat(check(
                                new Of(Statistic.RATE, "orders.done")
                                        .green("at least 1 /s")
                                        .frame(Kind.OVER, seconds(10)),
                                evidence)
                        .value())
                .contains(0.0);
    }

    /** Three in the first second are three in a frame that is only a second old, and two are three too few. */
    @Test
    void looksAtYoungFramesOnlyWithin() {
        InMemoryEvidence evidence =
                new InMemoryEvidence(100).everySecond("orders.lost", 0, 100, second -> second == 0 ? 3 : 0);
        Of rate = new Of(Statistic.RATE, "orders.lost").green("below 1 /s");

        assertThat(check(rate.frame(Kind.OVER, seconds(10)), evidence).value()).contains(0.3);
        assertThat(check(rate.frame(Kind.WITHIN, seconds(10)), evidence).value())
                .contains(3.0);
    }

    @Test
    void letsNoFrameReachOverAFaultOrAGap() {
        InMemoryEvidence evidence = cpu(second -> 90).fault(8, 50).gap(58, 59).fault(68, 98);
        Of calm = sustained(Statistic.MAX, "at most 80 %").faults(Faults.EXCEPT).coverage(0);

        assertThat(check(calm, evidence).state()).isEqualTo(State.INSUFFICIENT);
        assertThat(check(calm, evidence).because()).isEqualTo("worker.cpu was not measured for 10 s in a row");
    }

    @Test
    void saysWhatWasNotObserved() {
        Of both = new Of(Statistic.INCREASE, "both").green("at most 5").frame(Kind.OVER, seconds(10));
        var plan = PlanOf.criteria(both.criterion())
                .metric("both", Operation.SUM, "orders.failed", "orders.lost")
                .plan();
        var evidence = new InMemoryEvidence(100).everySecond("orders.lost", 0, 100, second -> 0);

        assertThat(Judge.judge(plan, evidence).checks().getFirst().because())
                .startsWith("no sample of orders.failed in the window");
    }

    @Test
    void putsSeveralSeriesTogether() {
        InMemoryEvidence evidence = new InMemoryEvidence(100);
        for (int second = 0; second < 100; second++) {
            evidence.sample(SeriesKey.of("orders.lost").with("origin", "a"), second, 1)
                    .sample(SeriesKey.of("orders.lost").with("origin", "b"), second, 2);
        }

        assertThat(check(
                                new Of(Statistic.INCREASE, "orders.lost")
                                        .green("at most 5")
                                        .frame(Kind.OVER, seconds(10)),
                                evidence)
                        .value())
                .contains(30.0);
    }

    /** Enough in every frame so far may be too little in the next: nothing is green for good. */
    @Test
    void isGreenForGoodNever() {
        Of enough =
                new Of(Statistic.INCREASE, "orders.done").green("at least 5").frame(Kind.OVER, seconds(10));
        InMemoryEvidence evidence = new InMemoryEvidence(100)
                .everySecond("orders.done", 0, 100, second -> 1)
                .gap(20, 60);

        assertThat(check(enough, evidence).state()).isEqualTo(State.INSUFFICIENT);
        assertThat(check(
                                enough,
                                new InMemoryEvidence(100)
                                        .everySecond("orders.done", 0, 100, second -> second < 50 ? 1 : 0)
                                        .ended(RunOutcome.UNFINISHED))
                        .light())
                .isEqualTo(Light.RED);
    }
}
