package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Unit;
import io.burnin.plan.BaselineChoice;
import io.burnin.plan.BaselineChoice.LastGreen;
import io.burnin.plan.BaselineChoice.Median;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Frame.Kind;
import io.burnin.plan.Plan.StopOn;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Baseline.Earlier;
import io.burnin.verdict.Baseline.Reading;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.ComparedWith.BaselineRun;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions such as {@code at most baseline + 10 %}. */
class BaselineTest {

    private static final BaselineChoice LAST_GREEN = new LastGreen();

    private static Of latency(String green) {
        return new Of(Statistic.P95, "orders.latency").green(green).baseline(LAST_GREEN);
    }

    private static InMemoryEvidence took(double millis) {
        return new InMemoryEvidence(100).everySecond("orders.latency", 1, 100, second -> millis);
    }

    private static Verdict judged(Of criterion, Evidence evidence) {
        return Judge.judge(PlanOf.criteria(criterion.criterion()).plan(), evidence);
    }

    private static Check check(Of criterion, Evidence evidence) {
        return judged(criterion, evidence).checks().getFirst();
    }

    /** Runs before, newest first, in which the criterion had these values. */
    private static Baseline baseline(BaselineChoice choice, Criterion criterion, Unit unit, double... values) {
        var runs = new ArrayList<Earlier>();
        for (int i = 0; i < values.length; i++) {
            int number = values.length - i;
            runs.add(earlier(number, new Reading(criterion.path(), criterion.measured(), values[i], unit)));
        }
        return Baseline.of(choice, runs);
    }

    private static Earlier earlier(int number, Reading... readings) {
        return new Earlier("id-" + number, "shop#" + number, "here", InMemoryEvidence.START, List.of(readings));
    }

    private static Baseline lastGreen(Of criterion, double value) {
        return baseline(LAST_GREEN, criterion.criterion(), Unit.MILLISECONDS, value);
    }

    @ParameterizedTest(name = "{0} ms after 500 ms is {1}")
    @CsvSource({
        "1, GREEN",
        "549.999, GREEN",
        "550, GREEN",
        "550.001, YELLOW",
        "600, YELLOW",
        "600.001, RED",
        "9000, RED"
    })
    void countTheirLimitsFromWhatTheLastRunCameTo(double millis, Light expected) {
        Of criterion = latency("at most baseline + 10 %").yellow("at most baseline + 100 ms");

        Check check = check(criterion, took(millis).baseline(lastGreen(criterion, 500)));

        assertThat(check.light()).isEqualTo(expected);
        assertThat(check.state()).isEqualTo(State.EVALUATED);
    }

    @ParameterizedTest(name = "{0} ms after 500 ms is {1}")
    @CsvSource({"449.999, RED", "450, GREEN", "500, GREEN", "550, GREEN", "550.001, RED"})
    void allowAsMuchOnBothSides(double millis, Light expected) {
        Of criterion = latency("within baseline ± 10 %");

        assertThat(check(criterion, took(millis).baseline(lastGreen(criterion, 500)))
                        .light())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} % after 90 % is {1}")
    @CsvSource({"80, RED", "81, GREEN", "99, GREEN"})
    void allowLessWhereMoreIsBetter(int done, Light expected) {
        Of criterion = ratio("orders.done", "orders.submitted")
                .green("at least baseline - 10 %")
                .baseline(LAST_GREEN);
        var evidence = new InMemoryEvidence(9)
                .sample("orders.done", 1, done)
                .sample("orders.submitted", 1, 100)
                .baseline(baseline(LAST_GREEN, criterion.criterion(), Unit.PERCENT, 90));

        assertThat(check(criterion, evidence).light()).isEqualTo(expected);
    }

    @Test
    void tellWhatTheyWereComparedWith() {
        Of criterion = latency("at most baseline + 10 %");

        Check check = check(criterion, took(520).baseline(lastGreen(criterion, 500)));

        assertThat(check.rule()).isEqualTo("green at most 550 ms (baseline + 10 %), otherwise red");
        assertThat(check.because())
                .startsWith("p95 of 99 orders.latency is 520 ms, at most 550 ms (baseline + 10 %) is green")
                .endsWith("; the baseline is 500 ms (lastGreen: shop#1)");
        assertThat(check.baseline())
                .contains(new ComparedWith(
                        "lastGreen", 500, Unit.MILLISECONDS, List.of(new BaselineRun("id-1", "shop#1", 500))));
        assertThat(check.proof()).isEqualTo(new Proof.Proven());
    }

    @Test
    void takeTheMedianOfAsManyRunsAsThePlanWants() {
        BaselineChoice median = new Median(3);
        Of criterion = latency("at most baseline").baseline(median);
        Baseline four = baseline(median, criterion.criterion(), Unit.MILLISECONDS, 700, 100, 300, 9_000);

        Check check = check(criterion, took(300).baseline(four));

        assertThat(check.baseline().orElseThrow().value()).isEqualTo(300);
        assertThat(check.baseline().orElseThrow().runs())
                .extracting(BaselineRun::name)
                .containsExactly("shop#4", "shop#3", "shop#2");
        assertThat(check.light()).isEqualTo(Light.GREEN);
    }

    @Test
    void takeTheMiddleOfTwo() {
        BaselineChoice median = new Median(2);
        Of criterion = latency("at most baseline").baseline(median);

        Check check = check(
                criterion, took(1).baseline(baseline(median, criterion.criterion(), Unit.MILLISECONDS, 100, 300)));

        assertThat(check.baseline().orElseThrow().value()).isEqualTo(200);
    }

    /** What it came to is kept: the next run may be compared with it. */
    @Test
    void areNeverGreenWithoutABaseline() {
        Verdict verdict = judged(latency("at most baseline + 10 %").missingIsIgnored(), took(1));
        Check check = verdict.checks().getFirst();

        assertThat(check.state()).isEqualTo(State.NO_BASELINE);
        assertThat(check.light()).isEqualTo(Light.YELLOW);
        assertThat(check.value()).contains(1.0);
        assertThat(check.rule()).isEqualTo("green at most baseline + 10 %, otherwise red");
        assertThat(check.because())
                .isEqualTo(
                        "p95 of 99 orders.latency is 1 ms, and there is nothing to compare it with: no run was green before");
        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.conclusive()).isFalse();
        assertThat(verdict.exitCode()).isEqualTo(30);
        assertThat(verdict.lacksOnlyBaselines()).isTrue();
        assertThat(verdict.causes())
                .allSatisfy(cause -> assertThat(cause.remedy()).contains("burnin run pin"));
    }

    /** Every statistic, with evidence that is there: green needs a run to compare with. */
    @ParameterizedTest
    @EnumSource(
            value = Statistic.class,
            names = {"RATIO", "RECOVERY"},
            mode = EnumSource.Mode.EXCLUDE)
    void areNeverGreenWithoutABaselineWhateverTheStatistic(Statistic statistic) {
        var evidence = new InMemoryEvidence(3_600 * 100).fault(50, 60);
        for (int i = 0; i < 3_600; i++) {
            evidence.sample("worker.up", i * 100, 1).sample("orders.lost", i * 100, 1);
        }
        String metric = statistic == Statistic.INCREASE || statistic == Statistic.RATE ? "orders.lost" : "worker.up";
        for (String green : List.of("at most baseline + 10 %", "at least baseline - 10 %", "within baseline ± 10 %")) {
            Check check = check(new Of(statistic, metric).green(green).baseline(LAST_GREEN), evidence);

            assertThat(check.state()).as(green).isIn(State.NO_BASELINE, State.INSUFFICIENT);
            assertThat(check.light()).isEqualTo(Light.YELLOW);
        }
    }

    @Test
    void areInsufficientRatherThanWithoutBaselineWhereTooLittleWasMeasured() {
        Check thin = check(latency("at most baseline + 10 %"), took(1).gap(50, 90));
        Check none = check(latency("at most baseline + 10 %"), new InMemoryEvidence(100));

        assertThat(thin.state()).isEqualTo(State.INSUFFICIENT);
        assertThat(thin.value()).isEmpty();
        assertThat(none.state()).isEqualTo(State.NO_DATA);
        assertThat(none.rule()).isEqualTo("green at most baseline + 10 %, otherwise red");
    }

    @Test
    void wantAsManyRunsAsThePlanSays() {
        BaselineChoice median = new Median(3);
        Of criterion = latency("at most baseline").baseline(median);

        Check check = check(
                criterion, took(1).baseline(baseline(median, criterion.criterion(), Unit.MILLISECONDS, 500, 600)));

        assertThat(check.state()).isEqualTo(State.NO_BASELINE);
        assertThat(check.because())
                .contains("median(3) takes 3 runs with a value of it, and of those before this one 2 have");
    }

    /** A p99 under the same name, or the same of another window, is no baseline of a p95. */
    @Test
    void compareOnlyWhatWasMeasuredAlike() {
        Criterion other = new Of(Statistic.P99, "orders.latency").criterion();

        Check check = check(
                latency("at most baseline + 10 %"),
                took(1).baseline(baseline(LAST_GREEN, other, Unit.MILLISECONDS, 500)));

        assertThat(check.criterion()).isEqualTo(other.path());
        assertThat(check.state()).isEqualTo(State.NO_BASELINE);
        assertThat(check.because()).contains("shop#1 has no value of it to compare with");
    }

    @Test
    void compareEachValueOfALabelWithItsOwn() {
        Of criterion = new Of(Statistic.MAX, "orders.latency")
                .green("at most baseline")
                .each("origin")
                .baseline(LAST_GREEN);
        String measured = criterion.criterion().measured();
        Baseline before = Baseline.of(
                LAST_GREEN,
                List.of(earlier(
                        1,
                        new Reading("orders-latency[a]", measured, 10, Unit.MILLISECONDS),
                        new Reading("orders-latency[b]", measured, 20, Unit.MILLISECONDS))));
        var evidence = new InMemoryEvidence(9).baseline(before);
        for (String origin : List.of("a", "b", "c")) {
            SeriesKey series = SeriesKey.of("orders.latency").with("origin", origin);
            for (int second = 1; second < 9; second++) {
                evidence.sample(series, second, 15);
            }
        }

        assertThat(judged(criterion, evidence).checks())
                .extracting(Check::light, Check::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Light.RED, State.EVALUATED),
                        org.assertj.core.groups.Tuple.tuple(Light.GREEN, State.EVALUATED),
                        org.assertj.core.groups.Tuple.tuple(Light.YELLOW, State.NO_BASELINE));
    }

    @Test
    void takeTheWorstFrameOfTheirOwn() {
        Of criterion = new Of(Statistic.RATE, "orders.done")
                .green("at least baseline - 10 %")
                .frame(Kind.OVER, Duration.ofSeconds(10))
                .baseline(LAST_GREEN);
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.done", 0, 100, second -> second >= 40 && second < 50 ? 4 : 5);

        Check first = check(criterion, evidence);
        Check next =
                check(criterion, evidence.baseline(baseline(LAST_GREEN, criterion.criterion(), Unit.PER_SECOND, 4.5)));

        assertThat(first.value()).contains(4.0);
        assertThat(next.value()).contains(4.0);
        assertThat(next.light()).isEqualTo(Light.RED);
    }

    /** Without a baseline it is to be the same value as with one. */
    @Test
    void measureTheSameWithAndWithout() {
        Of criterion = new Of(Statistic.LAST, "orders.open")
                .green("at least baseline - 10 %")
                .baseline(LAST_GREEN);
        var evidence = new InMemoryEvidence(9)
                .sample(SeriesKey.of("orders.open").with("origin", "a"), 1, 3)
                .sample(SeriesKey.of("orders.open").with("origin", "b"), 1, 7);

        Check without = check(criterion.coverage(0), evidence);
        Check with = check(criterion, evidence.baseline(baseline(LAST_GREEN, criterion.criterion(), Unit.COUNT, 9)));

        assertThat(without.value()).contains(3.0).isEqualTo(with.value());
    }

    @Test
    void lackMoreThanABaselineWhereAnythingElseIsAmiss() {
        Verdict rebooted = judged(latency("at most baseline + 10 %"), took(1).reboot(50));
        Verdict goingOn = judged(latency("at most baseline + 10 %"), took(1).ended(RunOutcome.UNFINISHED));

        assertThat(rebooted.lacksOnlyBaselines()).isFalse();
        assertThat(goingOn.lacksOnlyBaselines()).isFalse();
    }

    @Test
    void endNoRunEarly() {
        Of failures = ratio("orders.lost", "orders.submitted")
                .green("at most baseline + 10 %")
                .baseline(LAST_GREEN);
        var plan = PlanOf.criteria(failures.criterion()).plan();

        assertThat(plan.stopOn()).isEqualTo(StopOn.RED);
        assertThat(EarlyStop.of(plan).metrics()).isEmpty();
    }

    @Test
    void sayWhenTheyAreLoosened() {
        Criterion before = latency("at most baseline + 10 %").criterion();

        assertThat(difference(before, latency("at most baseline + 20 %")).loosens())
                .isTrue();
        assertThat(difference(before, latency("at most baseline + 5 %")).loosens())
                .isFalse();
        assertThat(difference(before, latency("at most baseline + 5 %")).words())
                .containsExactly("its limits are stricter");
        assertThat(difference(before, latency("at most 500 ms")).loosens()).isTrue();
        assertThat(difference(before, latency("at most baseline + 10 %")).words())
                .isEmpty();
        assertThat(difference(before, latency("at most baseline + 10 %").baseline(new Median(5)))
                        .words())
                .containsExactly("its baseline is another");
    }

    private static CriterionDifference difference(Criterion before, Of after) {
        return new CriterionDifference(before, after.criterion());
    }
}
