package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.SeriesKey;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was not measured is no evidence: a run of 1,000 s, looked at by one criterion. */
class CoverageTest {

    private static final Of NO_LOSS = new Of(Statistic.INCREASE, "orders.lost");

    private static InMemoryEvidence measured() {
        return new InMemoryEvidence(1_000)
                .everySecond("orders.lost", 0, 1_000, second -> 0)
                .everySecond("orders.submitted", 0, 1_000, second -> 1)
                .everySecond("worker.cpu", 0, 1_000, second -> 1)
                .occurrence("load", 100, 900);
    }

    private static Check check(Of criterion, InMemoryEvidence evidence) {
        return Judge.judge(
                        PlanOf.criteria(criterion.criterion())
                                .test("load", List.of())
                                .plan(),
                        evidence)
                .checks()
                .getFirst();
    }

    @ParameterizedTest(name = "{0} s of 1000 s")
    @CsvSource({"0, EVALUATED", "1, EVALUATED", "99, EVALUATED", "101, INSUFFICIENT", "1000, INSUFFICIENT"})
    void needsNineTenthsOfTheTimeIfThePlanSaysNothing(double missing, State expected) {
        Check check = check(NO_LOSS, measured().gap(0, missing));

        assertThat(check.state()).isEqualTo(expected);
        assertThat(check.coverage().orElseThrow().percent()).isBetween(99.999 - missing / 10, 100.001 - missing / 10);
    }

    @ParameterizedTest(name = "at least {0} %")
    @CsvSource({"0, EVALUATED", "72.9, EVALUATED", "73.1, INSUFFICIENT", "100, INSUFFICIENT"})
    void needsWhatTheCriterionSays(double percent, State expected) {
        assertThat(check(
                                new Of(Statistic.INCREASE, "orders.lost").coverage(percent),
                                measured().gap(200, 470))
                        .state())
                .isEqualTo(expected);
    }

    @Test
    void saysHowMuchAndWhatAndWhy() {
        Check check =
                check(NO_LOSS, measured().gap(200, 470).absence("orders", 500, 520, "/orders: permission denied"));

        assertThat(check.light()).isEqualTo(Light.YELLOW);
        assertThat(check.errorClass()).contains(ErrorClass.INFRA);
        assertThat(check.because())
                .isEqualTo("0 orders.lost in 16 min 40 s (95 %: at most one in 5 min 33 s) so far as was measured,"
                        + " but 71 % of the time was measured; missing: 4 min 30 s from 08:03:20 (nobody measured),"
                        + " 20 s from 08:08:20 (orders could not read: /orders: permission denied); 90 % is needed");
        assertThat(check.coverage().orElseThrow().missing())
                .extracting(Coverage.Missing::span)
                .containsExactly(InMemoryEvidence.span(200, 470), InMemoryEvidence.span(500, 520));
    }

    @Test
    void countsTimeThatIsMissingTwiceOnce() {
        InMemoryEvidence evidence =
                measured().gap(200, 280).absence("orders", 210, 290, "gone").absence("orders", 250, 299, "away");

        assertThat(check(NO_LOSS, evidence).coverage().orElseThrow().percent()).isBetween(90.0, 90.2);
    }

    @Test
    void asksOnlyTheProbesThatItNeeds() {
        InMemoryEvidence evidence = measured().absence("worker", 200, 900, "gone");

        assertThat(check(NO_LOSS, evidence).coverage().orElseThrow().isFull()).isTrue();
        assertThat(check(new Of(Statistic.P50, "worker.cpu").green("below 2 %"), evidence)
                        .state())
                .isEqualTo(State.INSUFFICIENT);
    }

    @Test
    void asksForBothMetricsOfARatio() {
        Of rate = ratio("orders.lost", "worker.cpu").green("below 1 %");

        assertThat(check(rate, measured().absence("worker", 200, 900, "gone")).state())
                .isEqualTo(State.INSUFFICIENT);
    }

    @Test
    void looksOnlyAtTheCriterionsWindow() {
        InMemoryEvidence evidence = measured().gap(0, 99);

        assertThat(check(new Of(Statistic.INCREASE, "orders.lost").during("load"), evidence)
                        .coverage()
                        .orElseThrow()
                        .isFull())
                .isTrue();
    }

    /** A killed service leaves nothing to read: that is the fault's doing, and what is judged is what comes of it. */
    @Test
    void excusesAProbeThatHasNothingToReadWithinAFault() {
        InMemoryEvidence evidence = measured().fault(200, 600).absence("orders", 210, 590, "connection refused");

        assertThat(check(NO_LOSS, evidence).state()).isEqualTo(State.EVALUATED);
        assertThat(check(new Of(Statistic.INCREASE, "orders.lost").faults(Faults.ONLY), evidence)
                        .state())
                .isEqualTo(State.EVALUATED);
    }

    @Test
    void excusesNoAgentThatStandsStillWithinAFault() {
        assertThat(check(NO_LOSS, measured().fault(200, 600).gap(210, 590)).state())
                .isEqualTo(State.INSUFFICIENT);
    }

    @Test
    void excusesAFileThatIsNotThereBeforeTheFirstTestBegins() {
        InMemoryEvidence late = measured().absence("orders", 0, 100, "does not exist");
        InMemoryEvidence tooLate = measured().absence("orders", 0, 201, "does not exist");

        assertThat(check(NO_LOSS, late).coverage().orElseThrow().isFull()).isTrue();
        assertThat(check(NO_LOSS, tooLate).state()).isEqualTo(State.INSUFFICIENT);
    }

    @Test
    void knowsAProbeThatReadsNoMore() {
        InMemoryEvidence evidence = measured();
        reads(evidence, "orders", 850);
        reads(evidence, "worker", 990);

        Check check = check(NO_LOSS, evidence);

        assertThat(check.state()).isEqualTo(State.INSUFFICIENT);
        assertThat(check.because()).contains("orders did not read any more");
    }

    /** Then what follows is only the tidying up, in which nobody reads. */
    @Test
    void missesNoProbeThatReadAsLongAsAny() {
        InMemoryEvidence evidence = measured();
        reads(evidence, "orders", 795);
        reads(evidence, "worker", 800);

        assertThat(check(NO_LOSS, evidence).coverage().orElseThrow().isFull()).isTrue();
    }

    private static void reads(InMemoryEvidence evidence, String probe, int until) {
        SeriesKey readings = SeriesKey.of("probes.duration").with("probe", probe);
        for (int second = 0; second <= until; second++) {
            evidence.sample(readings, second, 2);
        }
    }

    @Test
    void leavesARedThatIsFinalOrProven() {
        InMemoryEvidence lossy = measured().sample("orders.lost", 150, 900).gap(200, 900);
        Of share = ratio("orders.lost", "orders.submitted").green("below 1 %");

        assertThat(check(NO_LOSS, lossy).light()).isEqualTo(Light.RED);
        assertThat(check(share, lossy).light()).isEqualTo(Light.RED);
    }

    @Test
    void makesNoRedOfWhatMayBeChance() {
        InMemoryEvidence lossy = measured().sample("orders.lost", 150, 11).gap(200, 900);
        Of share = ratio("orders.lost", "orders.submitted").green("below 1 %");

        assertThat(check(share, lossy).light()).isEqualTo(Light.YELLOW);
        assertThat(check(share, lossy).state()).isEqualTo(State.INSUFFICIENT);
    }

    /** What was there at least once was there, whatever nobody saw. */
    @Test
    void leavesAGreenThatNothingCouldTakeAway() {
        Of present = new Of(Statistic.COUNT, "orders.submitted").green("at least 1");

        assertThat(check(present, measured().gap(200, 900)).light()).isEqualTo(Light.GREEN);
    }

    @Test
    void appliesWhileTheRunGoesOn() {
        assertThat(check(NO_LOSS, measured().ended(RunOutcome.UNFINISHED).gap(200, 470))
                        .state())
                .isEqualTo(State.INSUFFICIENT);
    }

    @Test
    void isNotKnownOfWhatIsNotJudged() {
        Criterion elsewhere =
                new Of(Statistic.INCREASE, "orders.lost").only("full").criterion();

        assertThat(Judge.judge(PlanOf.criteria(elsewhere).plan(), measured()).checks())
                .allSatisfy(check -> assertThat(check.coverage()).isEmpty());
    }
}
