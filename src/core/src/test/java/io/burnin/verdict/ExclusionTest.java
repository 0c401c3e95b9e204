package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Statistic;
import io.burnin.plan.Step;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.Expectation.Result;
import io.burnin.verdict.PlanOf.Of;
import io.burnin.verdict.Verdict.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts when people exclude a stretch of a run, and what exclusions cannot make good. */
class ExclusionTest {

    private static final Criterion NO_LOSS = new Of(Statistic.INCREASE, "orders.lost").criterion();

    private static final Criterion TIMEOUTS = ratio("app_log.timeouts", "events.lines")
            .green("below 1 %")
            .yellow("at most 5 %")
            .criterion();

    private static Check only(Criterion criterion, Evidence evidence) {
        return Judge.judge(PlanOf.criteria(criterion).plan(), evidence).checks().getFirst();
    }

    /** Seconds 20 to 25 are bad, all others good. */
    private static InMemoryEvidence badFor5Seconds() {
        return new InMemoryEvidence(100)
                .everySecond("app_log.timeouts", 0, 100, second -> second >= 20 && second < 25 ? 5 : 0)
                .everySecond("events.lines", 0, 100, second -> 10);
    }

    @Test
    void countsNothingOfAnExcludedStretch() {
        Check check = only(TIMEOUTS, badFor5Seconds().excluded(19, 26));

        assertThat(only(TIMEOUTS, badFor5Seconds()).light()).isEqualTo(Light.YELLOW);
        assertThat(check.light()).isEqualTo(Light.GREEN);
        assertThat(check.samples()).isEqualTo(930);
        assertThat(check.window()).hasSize(2);
    }

    @Test
    void countsAnewInBothDirections() {
        var evidence = new InMemoryEvidence(100)
                .everySecond("app_log.timeouts", 0, 100, second -> second >= 50 ? 1 : 0)
                .everySecond("events.lines", 0, 100, second -> 30)
                .excluded(0, 10);

        assertThat(only(TIMEOUTS, evidence).value().orElseThrow()).isEqualTo(100 * 50 / 2700.0);
    }

    @ParameterizedTest(name = "{0} of 100 s excluded: {1}")
    @CsvSource({
        "10, EVALUATED, GREEN",
        "10.001, INSUFFICIENT, YELLOW",
        "60, INSUFFICIENT, YELLOW",
        "101, NO_DATA, YELLOW"
    })
    void isNeverBetterThanYellowWithMoreThanATenthExcluded(double seconds, State state, Light light) {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> 0)
                .excluded(0, seconds);

        Check check = only(NO_LOSS, evidence);

        assertThat(check.state()).isEqualTo(state);
        assertThat(check.light()).isEqualTo(light);
    }

    @Test
    void saysHowMuchIsExcluded() {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> 0)
                .excluded(0, 15)
                .excluded(10, 25);

        assertThat(only(NO_LOSS, evidence).because())
                .contains("25 s of the 1 min 40 s")
                .contains("never better than yellow");
    }

    /** The plan says that missing evidence is no matter; that somebody takes it away is. */
    @Test
    void isNotGreenWhereWhatWasExcludedMayBeMissing() {
        var criterion =
                new Of(Statistic.INCREASE, "orders.lost").missingIsIgnored().criterion();
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> 0)
                .excluded(0, 101);

        assertThat(only(criterion, evidence).light()).isEqualTo(Light.YELLOW);
    }

    @Test
    void makesNoEventGoodOfWhichNotOneIsTolerated() {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> second == 22 ? 1 : 0)
                .exemplar("orders.lost", 22, "order 7")
                .excluded(20, 25);

        Verdict verdict = Judge.judge(PlanOf.criteria(NO_LOSS).plan(), evidence);

        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.reasons()).extracting(Verdict.Reason::kind).containsExactly(Kind.MEASURED);
        assertThat(verdict.checks().getFirst().because())
                .contains("0 orders.lost")
                .contains("1 orders.lost");
        assertThat(verdict.checks().getFirst().exemplars()).hasSize(1);
        assertThat(Findings.of(verdict)).hasSize(1);
        assertThat(verdict.exitCode()).isEqualTo(10);
    }

    @Test
    void leavesRedWhatIsRedOutside() {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> second == 22 || second == 70 ? 1 : 0)
                .excluded(20, 25);

        assertThat(only(NO_LOSS, evidence).light()).isEqualTo(Light.RED);
    }

    @Test
    void endsNoRunEarlyForWhatWasAnnounced() {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> second == 22 ? 1 : 0)
                .ended(Evidence.RunOutcome.UNFINISHED);
        var stop = EarlyStop.of(PlanOf.criteria(NO_LOSS).plan());

        assertThat(stop.decide(evidence)).isPresent();
        assertThat(stop.decide(evidence.excluded(20, 25))).isEmpty();
    }

    @Test
    void leavesOutOperationsThatTouchAnExcludedStretch() {
        var criterion =
                new Of(Statistic.COUNT, "orders.latency").green("at least 1").criterion();
        var evidence = new InMemoryEvidence(100)
                .sample("orders.latency", 19, 500)
                .sample("orders.latency", 26, 3_000)
                .sample("orders.latency", 40, 500)
                .excluded(20, 25);

        var max = new Of(Statistic.MAX, "orders.latency").green("below 1 s").criterion();

        assertThat(only(criterion, evidence).light()).isEqualTo(Light.GREEN);
        assertThat(only(max, evidence).light()).isEqualTo(Light.GREEN);
    }

    @Test
    void needsNoMeasurementsThatAreLostWhereNothingCounts() {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> 0)
                .lost(20, 22);

        assertThat(only(NO_LOSS, evidence).state()).isEqualTo(State.INSUFFICIENT);
        assertThat(only(NO_LOSS, evidence.excluded(20, 25)).light()).isEqualTo(Light.GREEN);
    }

    @ParameterizedTest(name = "a step that was {0}")
    @CsvSource({"RED", "YELLOW", "MET"})
    void takesAStepInAnExcludedStretchNeitherForNorAgainst(Result result) {
        var options = new Step.Options(Optional.of("back"), Optional.empty(), false, Optional.empty());
        var subject = new Step.Subject.ServiceReady("shop");
        var await = new Step.Await(options, subject, Duration.ofSeconds(5), Duration.ZERO, Step.Otherwise.RED);
        var plan = PlanOf.criteria().test("outage", List.of(await)).plan();
        var evidence = new InMemoryEvidence(100)
                .occurrence("outage", 10, 30)
                .expectation("outage", "back", 22, result)
                .excluded(20, 25);

        Check check = Judge.judge(plan, evidence).checks().getFirst();

        assertThat(check.light()).isEqualTo(Light.YELLOW);
        assertThat(check.state()).isEqualTo(State.INSUFFICIENT);
        assertThat(check.because()).contains("lies in an excluded stretch");
    }

    @Test
    void saysInTheVerdictWhatWasExcluded() {
        assertThat(Judge.judge(
                                PlanOf.criteria(TIMEOUTS).plan(),
                                badFor5Seconds().excluded(19, 26))
                        .exclusions())
                .singleElement()
                .matches(exclusion -> exclusion.by().equals("ann"));
    }
}
