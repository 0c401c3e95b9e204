package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Across;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.Daily;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric.Operation;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.Expectation.Result;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import io.burnin.verdict.Verdict.Kind;
import io.burnin.verdict.Verdict.Recommendation;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final Criterion NO_LOSS = new Of(Statistic.INCREASE, "orders.lost").criterion();

    private static Check only(Plan plan, Evidence evidence) {
        return Judge.judge(plan, evidence).checks().getFirst();
    }

    private static InMemoryEvidence clean() {
        return new InMemoryEvidence(100).everySecond("orders.lost", 0, 100, second -> 0);
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "0, 100000, GREEN",
        "999, 100000, GREEN",
        "1000, 100000, YELLOW",
        "1001, 100000, YELLOW",
        "5000, 100000, YELLOW",
        "5001, 100000, RED",
        "100001, 100000, RED"
    })
    void comparesARateWithItsBands(long hits, long trials, Light expected) {
        var criterion = ratio("app_log.timeouts", "events.lines")
                .green("below 1 %")
                .yellow("at most 5 %")
                .criterion();
        var evidence =
                new InMemoryEvidence(100).sample("app_log.timeouts", 1, hits).sample("events.lines", 1, trials);

        assertThat(only(PlanOf.criteria(criterion).plan(), evidence).light()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "a p95 of {0} ms is {1}")
    @CsvSource({"499, GREEN", "499.999, GREEN", "500, YELLOW", "1000, YELLOW", "1000.001, RED", "1001, RED"})
    void comparesAPercentileWithItsBands(double millis, Light expected) {
        var criterion = new Of(Statistic.P95, "orders.latency")
                .green("below 500 ms")
                .yellow("at most 1000 ms")
                .criterion();
        var evidence = new InMemoryEvidence(100);
        for (int i = 0; i < 100; i++) {
            evidence.sample("orders.latency", 5 + i * 0.1, i < 94 ? 10 : millis);
        }

        assertThat(only(PlanOf.criteria(criterion).plan(), evidence).light()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} stale files are {1}")
    @CsvSource({"0, GREEN", "1, YELLOW", "4, YELLOW", "5, RED", "6, RED"})
    void comparesACountWithItsBands(int stale, Light expected) {
        var criterion =
                new Of(Statistic.INCREASE, "claims.overdue").yellow("below 5").criterion();
        var evidence = new InMemoryEvidence(100).sample("claims.overdue", 1, stale);

        assertThat(only(PlanOf.criteria(criterion).plan(), evidence).light()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} % CPU is {1}")
    @CsvSource({"1.99, GREEN", "2, YELLOW", "90, YELLOW"})
    void looksOnlyWhereTheConditionOfItsWindowHolds(double cpu, Light expected) {
        var criterion = new Of(Statistic.P50, "worker.cpu")
                .green("below 2 %")
                .yellow("any")
                .whileIt("orders.open", "exactly 0", Duration.ofSeconds(5))
                .criterion();
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.open", 0, 100, second -> second < 50 ? 3 : 0)
                .everySecond("worker.cpu", 0, 100, second -> second < 55 ? 100 : cpu);

        Check check = only(PlanOf.criteria(criterion).plan(), evidence);

        assertThat(check.light()).isEqualTo(expected);
        assertThat(check.samples()).isEqualTo(45);
    }

    @Test
    void saysThatARateIsProvenOnceThereAreEnoughTrials() {
        var criterion =
                ratio("orders.lost", "orders.submitted").green("below 1 %").criterion();
        Plan plan = PlanOf.criteria(criterion).plan();

        Check few =
                only(plan, new InMemoryEvidence(9).sample("orders.lost", 1, 0).sample("orders.submitted", 1, 298));
        Check enough =
                only(plan, new InMemoryEvidence(9).sample("orders.lost", 1, 0).sample("orders.submitted", 1, 299));

        assertThat(few.proof()).isInstanceOf(Proof.Unproven.class);
        assertThat(few.because()).contains("needs 299 orders.submitted");
        assertThat(enough.proof()).isEqualTo(new Proof.Proven());
        assertThat(enough.light()).isEqualTo(Light.GREEN);
    }

    @ParameterizedTest(name = "with evidence: {0}, 0 of {1} is {2}")
    @CsvSource({"POINT, 298, GREEN, 0", "PROVEN, 298, YELLOW, 30", "PROVEN, 299, GREEN, 0"})
    void isGreenOnlyByProofWhereThePlanWantsThat(Plan.Burden burden, int trials, Light light, int exitCode) {
        var criterion =
                ratio("orders.lost", "orders.submitted").green("below 1 %").criterion();

        var verdict = Judge.judge(
                PlanOf.criteria(criterion).evidence(burden).plan(),
                new InMemoryEvidence(9).sample("orders.lost", 1, 0).sample("orders.submitted", 1, trials));

        assertThat(verdict.checks().getFirst().light()).isEqualTo(Light.GREEN);
        assertThat(verdict.light()).isEqualTo(light);
        assertThat(verdict.exitCode()).isEqualTo(exitCode);
        assertThat(verdict.causes())
                .extracting(Verdict.Cause::kind)
                .containsExactlyElementsOf(light == Light.GREEN ? List.of() : List.of(Kind.UNPROVEN));
    }

    @Test
    void dropsOperationsWhoseLifeTouchesAFault() {
        var criterion = new Of(Statistic.MAX, "orders.latency")
                .green("below 500 ms")
                .faults(Faults.EXCEPT)
                .criterion();
        var evidence = new InMemoryEvidence(100)
                .fault(40, 50)
                .sample("orders.latency", 30, 100)
                .sample("orders.latency", 41, 2_000)
                .sample("orders.latency", 60, 15_000)
                .sample("orders.latency", 70, 200);

        Check check = only(PlanOf.criteria(criterion).plan(), evidence);

        assertThat(check.samples()).isEqualTo(2);
        assertThat(check.value()).contains(200.0);
    }

    @Test
    void countsAnOperationWhereItBeganEvenIfItEndsLater() {
        var criterion =
                new Of(Statistic.COUNT, "orders.latency").green("at least 0").criterion();
        var during = new Of(Statistic.MAX, "orders.latency")
                .during("load")
                .green("below 1 h")
                .criterion();
        var evidence = new InMemoryEvidence(100)
                .occurrence("load", 10, 20)
                .sample("orders.latency", 10.5, 1_000)
                .sample("orders.latency", 25, 6_000)
                .sample("orders.latency", 30, 1_000);

        var verdict = Judge.judge(
                PlanOf.criteria(criterion, during).test("load", List.of()).plan(), evidence);

        assertThat(verdict.checks().get(0).samples()).isEqualTo(3);
        assertThat(verdict.checks().get(1).samples()).isEqualTo(1);
        assertThat(verdict.checks().get(1).value()).contains(6_000.0);
    }

    @Test
    void takesWhatATestCausedEvenWhenItShowsAfterTheTest() {
        var own = new Of(Statistic.INCREASE, "orders.lost")
                .test("outage")
                .where("origin", "outage")
                .criterion();
        var series = SeriesKey.of("orders.lost").with("origin", "outage");
        var evidence =
                clean().occurrence("outage", 10, 20).sample(series, 15, 0).sample(series, 60, 1);

        var verdict = Judge.judge(
                PlanOf.criteria(NO_LOSS).test("outage", List.of(), own).plan(), evidence);

        assertThat(verdict.checks().get(1).light()).isEqualTo(Light.RED);
        assertThat(verdict.checks().get(0).light()).isEqualTo(Light.RED);
    }

    @Test
    void knowsASumOnlyWhenEveryPartOfItWasObserved() {
        var criterion = new Of(Statistic.INCREASE, "trouble").criterion();
        Plan plan = PlanOf.criteria(criterion)
                .metric("trouble", Operation.SUM, "app_log.timeouts", "app_log.errors")
                .plan();

        Check half = only(plan, new InMemoryEvidence(9).sample("app_log.timeouts", 1, 0));
        Check redHalf = only(plan, new InMemoryEvidence(9).sample("app_log.timeouts", 1, 1));

        assertThat(half.state()).isEqualTo(State.NO_DATA);
        assertThat(half.because()).contains("app_log.errors");
        assertThat(redHalf.light()).isEqualTo(Light.RED);
    }

    @Test
    void saysWhyThereIsNoData() {
        var evidence = new InMemoryEvidence(9).absence("orders", 0, 9, "connection refused");

        Check check = only(PlanOf.criteria(NO_LOSS).plan(), evidence);

        assertThat(check.state()).isEqualTo(State.NO_DATA);
        assertThat(check.because()).contains("connection refused");
        assertThat(check.errorClass()).contains(ErrorClass.INFRA);
    }

    @Test
    void hasNoRateWithoutADenominator() {
        var criterion =
                ratio("app_log.timeouts", "events.lines").green("below 1 %").criterion();
        var evidence = new InMemoryEvidence(9).sample("app_log.timeouts", 1, 0).sample("events.lines", 1, 0);

        Check check = only(PlanOf.criteria(criterion).plan(), evidence);

        assertThat(check.state()).isEqualTo(State.NO_DATA);
        assertThat(check.because()).contains("0 events.lines");
    }

    @Test
    void doesNotJudgeByATestThatEndedInError() {
        var own = new Of(Statistic.INCREASE, "worker.crashes").test("outage").criterion();
        var evidence = clean().sample("worker.crashes", 12, 0)
                .occurrence(
                        "outage", 10, 20, OccurrenceStatus.ERROR, Optional.of(ErrorClass.CONFIG), "no such process");

        var verdict = Judge.judge(
                PlanOf.criteria(NO_LOSS).test("outage", List.of(), own).plan(), evidence);

        Check check = verdict.checks().get(1);
        assertThat(check.state()).isEqualTo(State.INSUFFICIENT);
        assertThat(check.errorClass()).contains(ErrorClass.CONFIG);
        assertThat(check.because()).contains("no such process");
        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.conclusive()).isFalse();
        assertThat(verdict.exitCode()).isEqualTo(30);
        assertThat(verdict.recommendation()).isEqualTo(Recommendation.EXTEND);
    }

    @Test
    void keepsARedThatWasSeenBeforeTheTestEndedInError() {
        var own = new Of(Statistic.INCREASE, "worker.crashes").test("outage").criterion();
        var evidence = clean().sample("worker.crashes", 12, 1)
                .occurrence("outage", 10, 20, OccurrenceStatus.ABORTED, Optional.of(ErrorClass.INFRA), "agent killed");

        var verdict = Judge.judge(
                PlanOf.criteria(NO_LOSS).test("outage", List.of(), own).plan(), evidence);

        assertThat(verdict.checks().get(1).light()).isEqualTo(Light.RED);
        assertThat(verdict.conclusive()).isTrue();
    }

    @Test
    void takesAnUnmetNeedOfATestAsAProofOfNothing() {
        var own = new Of(Statistic.INCREASE, "worker.crashes").test("outage").criterion();
        var evidence = clean().sample("worker.crashes", 12, 0)
                .occurrence("outage", 10, 20)
                .expectation("outage", "in-flight", 12, Result.INSUFFICIENT);

        var verdict = Judge.judge(
                PlanOf.criteria(NO_LOSS).test("outage", List.of(), own).plan(), evidence);

        assertThat(verdict.checks())
                .filteredOn(check -> check.test().isPresent())
                .hasSize(2)
                .allMatch(check -> check.state() == State.INSUFFICIENT);
        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
    }

    @ParameterizedTest(name = "an expectation that is {0} makes the run {1}")
    @CsvSource({"MET, GREEN, 0", "RED, RED, 20", "YELLOW, YELLOW, 10", "INSUFFICIENT, YELLOW, 30"})
    void judgesWhatATestExpects(Result result, Light expected, int exitCode) {
        var evidence = clean().occurrence("outage", 10, 20).expectation("outage", "synced", 19, result);

        var verdict =
                Judge.judge(PlanOf.criteria(NO_LOSS).test("outage", List.of()).plan(), evidence);

        assertThat(verdict.light()).isEqualTo(expected);
        assertThat(verdict.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void listsWhatTheProfileDoesNotJudge() {
        var elsewhere = new Of(Statistic.INCREASE, "orders.failed").only("full").criterion();
        var unscheduled =
                new Of(Statistic.INCREASE, "orders.failed").test("spot").criterion();
        Plan plan = PlanOf.criteria(NO_LOSS, elsewhere)
                .unscheduled("spot", unscheduled)
                .plan();

        var verdict = Judge.judge(plan, clean());

        assertThat(verdict.checks())
                .extracting(Check::state)
                .containsExactly(State.EVALUATED, State.NOT_JUDGED, State.NOT_JUDGED);
        assertThat(verdict.light()).isEqualTo(Light.GREEN);
        assertThat(verdict.recommendation()).isEqualTo(Recommendation.PROCEED);
    }

    @Test
    void judgesEachValueOfALabelByItself() {
        var criterion = new Of(Statistic.INCREASE, "orders.lost").each("origin").criterion();
        var evidence = new InMemoryEvidence(9)
                .sample(SeriesKey.of("orders.lost").with("origin", "a"), 1, 0)
                .sample(SeriesKey.of("orders.lost").with("origin", "b"), 1, 2);

        var verdict = Judge.judge(PlanOf.criteria(criterion).plan(), evidence);

        assertThat(verdict.checks()).extracting(Check::criterion).containsExactly("orders-lost[a]", "orders-lost[b]");
        assertThat(verdict.checks()).extracting(Check::light).containsExactly(Light.GREEN, Light.RED);
    }

    /** The run begins at 08:00 UTC, and the backup at its 60th second; an order that lasts into it is its doing, too. */
    @Test
    void leavesOutAPartOfEveryDay() {
        var backup = new Daily(LocalTime.of(8, 1), LocalTime.of(8, 2), ZoneOffset.UTC, "backup");
        var lost = new Of(Statistic.INCREASE, "orders.lost").except(backup).criterion();
        var slowest = new Of(Statistic.MAX, "orders.latency")
                .except(backup)
                .green("below 1 s")
                .criterion();
        var evidence = new InMemoryEvidence(180)
                .sample("orders.lost", 30, 0)
                .sample("orders.lost", 90, 7)
                .sample("orders.lost", 150, 0)
                .sample("orders.latency", 30, 20)
                .sample("orders.latency", 62, 5_000)
                .sample("orders.latency", 121, 3_000);

        var verdict = Judge.judge(PlanOf.criteria(lost, slowest).plan(), evidence);

        assertThat(verdict.checks())
                .extracting(check -> check.value().orElseThrow())
                .containsExactly(0.0, 20.0);
        assertThat(verdict.checks().getFirst().window())
                .containsExactly(
                        InMemoryEvidence.span(0, 60), new Span(InMemoryEvidence.at(120), InMemoryEvidence.at(180.001)));
    }

    /** Each with its last reading: 30, then 30 and 50, then 80 and 50, then 80 and 10. */
    @Test
    void takesTheSeriesOfAGaugeTogetherWhereThePlanSaysAcross() {
        SeriesKey a = SeriesKey.of("orders.open").with("origin", "a");
        SeriesKey b = SeriesKey.of("orders.open").with("origin", "b");
        var evidence = new InMemoryEvidence(9)
                .sample(a, 1, 30)
                .sample(b, 2, 50)
                .sample(a, 3, 80)
                .sample(b, 4, 10);

        assertThat(valueOf(Statistic.MAX, Across.SUM, evidence)).isEqualTo(130);
        assertThat(valueOf(Statistic.MAX, Across.MAX, evidence)).isEqualTo(80);
        assertThat(valueOf(Statistic.MEAN, Across.SUM, evidence)).isEqualTo(82.5);
        assertThat(valueOf(Statistic.LAST, Across.SUM, evidence)).isEqualTo(90);
        assertThat(valueOf(Statistic.LAST, Across.MAX, evidence)).isEqualTo(80);
    }

    /** One partition alone would have been back two seconds earlier. */
    @Test
    void waitsForAllSeriesTogetherToRecover() {
        SeriesKey a = SeriesKey.of("orders.open").with("origin", "a");
        SeriesKey b = SeriesKey.of("orders.open").with("origin", "b");
        var evidence = new InMemoryEvidence(20)
                .fault(2, 5)
                .sample(a, 6, 90)
                .sample(b, 6, 90)
                .sample(a, 8, 20)
                .sample(b, 10, 20);

        assertThat(valueOf(Statistic.RECOVERY, Across.SUM, evidence)).isEqualTo(5_000);
    }

    private static double valueOf(Statistic statistic, Across across, InMemoryEvidence evidence) {
        var criterion = new Of(statistic, "orders.open")
                .across(across)
                .to("below 50")
                .green("at least 0")
                .criterion();
        return Judge.judge(PlanOf.criteria(criterion).plan(), evidence)
                .checks()
                .getFirst()
                .value()
                .orElseThrow();
    }

    @Test
    void isNotConclusiveWhereOnlyTheEvidenceIsThin() {
        var reached = ratio("orders.done", "orders.submitted")
                .green("at least 90 %")
                .yellow("any")
                .aboutEvidence()
                .criterion();
        var evidence = clean().sample("orders.done", 1, 10).sample("orders.submitted", 1, 100);

        var verdict = Judge.judge(PlanOf.criteria(NO_LOSS, reached).plan(), evidence);

        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.conclusive()).isFalse();
        assertThat(verdict.exitCode()).isEqualTo(30);
        assertThat(verdict.reasons()).extracting(Verdict.Reason::kind).containsExactly(Kind.MISSING);
    }

    @Test
    void isYellowWhenTheHostWasRebootedUnasked() {
        var verdict = Judge.judge(PlanOf.criteria(NO_LOSS).plan(), clean().reboot(30));

        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.conclusive()).isTrue();
        assertThat(verdict.exitCode()).isEqualTo(10);
        assertThat(verdict.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.errorClass()).isEqualTo(ErrorClass.INFRA);
            assertThat(reason.since()).contains(InMemoryEvidence.at(30));
        });
        assertThat(Findings.of(verdict)).extracting(Finding::source).containsExactly("host");
    }

    @Test
    void isRedWhenTheTargetWasLeftDirty() {
        var verdict = Judge.judge(PlanOf.criteria(NO_LOSS).plan(), clean().dirty("core did not start"));

        assertThat(verdict.light()).isEqualTo(Light.RED);
        assertThat(verdict.exitCode()).isEqualTo(20);
        assertThat(Findings.of(verdict)).extracting(Finding::source).containsExactly("target");
    }

    @Test
    void saysWhyARunWasAbortedAndWhoseFaultItIs() {
        var verdict = Judge.judge(
                PlanOf.criteria(NO_LOSS).plan(),
                clean().ended(RunOutcome.ABORTED).because(ErrorClass.CONFIG, "not allowed here"));

        assertThat(verdict.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.text()).contains("not allowed here");
            assertThat(reason.errorClass()).isEqualTo(ErrorClass.CONFIG);
        });
    }

    @Test
    void recommendsARollbackWhereARedAsksForIt() {
        var criterion =
                new Of(Statistic.INCREASE, "orders.duplicated").rollback().criterion();

        var verdict = Judge.judge(
                PlanOf.criteria(criterion).plan(), new InMemoryEvidence(9).sample("orders.duplicated", 1, 1));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.ROLLBACK);
        assertThat(Findings.of(verdict)).extracting(Finding::action).containsExactly(Finding.Action.FIX);
    }

    @ParameterizedTest
    @CsvSource({"ABORTED, 40", "LOST, 40", "STOPPED, 30", "UNFINISHED, 30"})
    void isAtBestYellowWhenTheRunDidNotFinish(RunOutcome outcome, int exitCode) {
        var verdict = Judge.judge(PlanOf.criteria(NO_LOSS).plan(), clean().ended(outcome));

        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.exitCode()).isEqualTo(exitCode);
        assertThat(verdict.provisional()).isEqualTo(outcome == RunOutcome.UNFINISHED);
    }

    @Test
    void waitsForACountThatMayStillComeTrue() {
        var own =
                new Of(Statistic.INCREASE, "app_log.errors").green("at least 1").criterion();
        Plan plan = PlanOf.criteria(own).plan();

        Check soFar = only(
                plan, new InMemoryEvidence(9).sample("app_log.errors", 1, 0).ended(RunOutcome.UNFINISHED));
        Check inTheEnd = only(plan, new InMemoryEvidence(9).sample("app_log.errors", 1, 0));

        assertThat(soFar.state()).isEqualTo(State.INSUFFICIENT);
        assertThat(inTheEnd.light()).isEqualTo(Light.RED);
    }

    @Test
    void showsADefectOfItsOwnInsteadOfHidingIt() {
        var criterion = new Of(Statistic.INCREASE, "nobody.emits_this").criterion();

        var verdict = Judge.judge(PlanOf.criteria(NO_LOSS, criterion).plan(), clean());

        assertThat(verdict.checks().get(1).state()).isEqualTo(State.ERROR);
        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
    }

    @Test
    void stopsARunOnTheFirstEventThatDecides() {
        EarlyStop stop = EarlyStop.of(PlanOf.criteria(NO_LOSS).plan());

        assertThat(stop.metrics()).containsExactly("orders.lost");
        assertThat(stop.decide(clean())).isEmpty();
        assertThat(stop.decide(clean().sample("orders.lost", 50, 1)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("orders-lost"));
    }

    @Test
    void looksForGrowthInTheLongestUndisturbedIncarnation() {
        var criterion =
                new Of(Statistic.GROWTH, "worker.rss").green("at most 10 %").criterion();
        var evidence = new InMemoryEvidence(100)
                .sample("worker.incarnations", 0, 1)
                .sample("worker.incarnations", 50, 1)
                .everySecond("worker.rss", 0, 50, second -> 100)
                .everySecond("worker.rss", 50, 100, second -> 100 + (second - 50) * 4);

        Check flatHalf = only(PlanOf.criteria(criterion).plan(), evidence.fault(60, 62));
        Check tooShort = only(
                PlanOf.criteria(criterion).plan(),
                new InMemoryEvidence(100).everySecond("worker.rss", 0, 24, second -> 100));

        assertThat(flatHalf.light()).isEqualTo(Light.GREEN);
        assertThat(flatHalf.samples()).isEqualTo(50);
        assertThat(tooShort.state()).isEqualTo(State.INSUFFICIENT);
    }
}
