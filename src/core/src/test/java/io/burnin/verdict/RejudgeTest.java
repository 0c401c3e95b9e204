package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.CriterionChange.Kind;
import io.burnin.verdict.PlanOf.Of;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other criteria make of a run, and what they may not make of it. */
class RejudgeTest {

    private static final String PLAN = """
            burnin: 1
            plan: front
            title: A front
            goal: Show what was measured
            parameters:
              address: {default: "http://localhost:1", role: place}
            services:
              web: {start: [java, Web.java], processes: {commandLine: "*Web.java*"}}
            probes:
              front: {http: "${address}/health", every: 1s}
              log:   {log: "/var/log/web.log", lines: {refused: {matches: 'refused (?<id>\\\\S+)', id: id}}}
              web:   {process: web}
              jobs:
                ledger: {submitted: [{step: job}], done: [{log: log, line: refused}], lostAfter: 10s}
            tests:
              calm:
                title: Nothing happens
                steps:
                  - wait: 5s
                criteria:
                  answers: {increase: front.failures, green: exactly 0, otherwise: red}
            profiles:
              short: {duration: 60s, schedule: [{at: 0s, test: calm}]}
            criteria:
              latency: {p95: front.latency, window: {during: calm}, green: below 500 ms, otherwise: red}
            """;

    private static Plan plan(String from, String to) throws PlanException {
        assertThat(PLAN).contains(from);
        return PlanFile.read(PLAN.replace(from, to)).plan("short", java.util.Map.of());
    }

    private static InMemoryEvidence healthy() {
        return new InMemoryEvidence(60)
                .occurrence("calm", 0, 60)
                .everySecond("front.failures", 0, 60, second -> 0)
                .everySecond("front.latency", 0, 60, second -> 12);
    }

    private static Verdict judged(Plan executed, Plan asked) {
        return Judge.judge(asked, NeverMeasured.of(executed, asked).without(healthy()));
    }

    @Test
    void takesAllThatThePlansHaveInCommonAsMeasured() throws PlanException {
        Plan executed = plan("below 500 ms", "below 500 ms");
        Plan asked = plan("below 500 ms", "below 10 ms");

        assertThat(NeverMeasured.of(executed, asked).isEmpty()).isTrue();
        assertThat(judged(executed, executed).light()).isEqualTo(Light.GREEN);
        assertThat(judged(executed, asked).light()).isEqualTo(Light.RED);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/health\"              | /other\"               | probe front was another one, or there was none",
                "every: 1s}             | every: 2s}             | probe front was another one, or there was none",
                "wait: 5s               | wait: 6s               | test calm was executed otherwise, or never",
                "{at: 0s, test: calm}   | {at: 0s, test: calm, for: 50s} | test calm was executed otherwise, or never",
                "refused (              | denied (               | probe jobs was another one, or there was none",
                "Web.java*\"            | Net.java*\"            | probe web was another one, or there was none",
                "Web.java*\"            | Net.java*\"            | service web was another one, or there was none",
            })
    void takesNothingAsMeasuredThatWasDefinedOtherwise(String from, String to, String told) throws PlanException {
        assertThat(NeverMeasured.of(plan("burnin: 1", "burnin: 1"), plan(from, to))
                        .told())
                .contains(told);
    }

    @Test
    void findsNoDataOfAProbeThatReadSomethingElse() throws PlanException {
        Verdict verdict = judged(plan("front", "front"), plan("/health\"", "/other\""));

        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.checks()).extracting(Check::state).containsOnly(State.NO_DATA);
    }

    @Test
    void findsNoTestThatDidSomethingElse() throws PlanException {
        Verdict verdict = judged(plan("wait", "wait"), plan("wait: 5s", "wait: 6s"));

        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.checks()).extracting(Check::state).doesNotContain(State.EVALUATED);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.text().contains("the run executed it otherwise"));
    }

    /** Even where no criterion asks for it. */
    @Test
    void isNotGreenWhereATestWasNeverExecuted() throws PlanException {
        Plan asked = plan(
                "profiles:\n  short: {duration: 60s, schedule: [{at: 0s, test: calm}]}",
                "  storm:\n    title: A storm\n    steps:\n      - wait: 1s\n"
                        + "profiles:\n  short: {duration: 60s, schedule: [{at: 0s, test: calm}, {at: 9s, test: storm}]}");

        assertThat(judged(plan("wait", "wait"), asked).light()).isEqualTo(Light.YELLOW);
    }

    private static List<CriterionChange> changes(Criterion before, Criterion after) {
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> 0)
                .everySecond("app_log.timeouts", 0, 100, second -> second % 2)
                .everySecond("events.lines", 0, 100, second -> 10);
        Plan first = PlanOf.criteria(before).plan();
        Plan second = PlanOf.criteria(after).plan();
        return VerdictChanges.between(first, Judge.judge(first, evidence), second, Judge.judge(second, evidence));
    }

    private static Of timeouts(String green) {
        return ratio("app_log.timeouts", "events.lines").green(green);
    }

    @Test
    void tellsNothingOfWhatIsAsItWas() {
        assertThat(changes(
                        timeouts("below 1 %").criterion(), timeouts("below 1 %").criterion()))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} to {1}: looser {2}")
    @CsvSource({
        "below 1 %, below 6 %, true",
        "below 6 %, below 1 %, false",
        "below 5 %, at most 5 %, true",
        "at most 5 %, below 5 %, false",
        "below 1 %, above 1 %, true"
    })
    void tellsWhichLimitsAreLooser(String before, String after, boolean looser) {
        assertThat(changes(timeouts(before).criterion(), timeouts(after).criterion()))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.kind()).isEqualTo(Kind.CHANGED);
                    assertThat(change.loosened()).isEqualTo(looser);
                    assertThat(change.before().orElseThrow().rule()).contains(before);
                    assertThat(change.after().orElseThrow().rule()).contains(after);
                });
    }

    @Test
    void takesAYellowInPlaceOfARedAsLooser() {
        assertThat(changes(
                        timeouts("below 1 %").criterion(),
                        timeouts("below 1 %").yellow("any").criterion()))
                .singleElement()
                .matches(CriterionChange::loosened);
    }

    @Test
    void takesEvidenceThatMayBeMissingAsLooser() {
        assertThat(changes(
                        timeouts("below 1 %").criterion(),
                        timeouts("below 1 %").missingIsIgnored().criterion()))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.loosened()).isTrue();
                    assertThat(change.what()).containsExactly("missing evidence: not green before, ignore now");
                });
    }

    @Test
    void takesACriterionThatTheProfileNoLongerJudgesAsLooser() {
        assertThat(changes(
                        timeouts("below 1 %").criterion(),
                        timeouts("below 1 %").only("full").criterion()))
                .singleElement()
                .matches(CriterionChange::loosened);
    }

    @Test
    void tellsWhatIsNewAndWhatIsGone() {
        Criterion loss = new Of(Statistic.INCREASE, "orders.lost").criterion();

        assertThat(changes(timeouts("below 1 %").criterion(), loss))
                .extracting(CriterionChange::kind, CriterionChange::loosened)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.NEW, false),
                        org.assertj.core.groups.Tuple.tuple(Kind.GONE, true));
    }
}
