package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan.DerivedMetric;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import io.burnin.verdict.Verdict.Cause;
import io.burnin.verdict.Verdict.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static final Criterion NO_LOSS = new Of(Statistic.INCREASE, "orders.lost").criterion();
    private static final Criterion NO_CRASH =
            new Of(Statistic.INCREASE, "worker.crashes").test("outage").criterion();
    private static final Criterion NO_DUPLICATE =
            new Of(Statistic.INCREASE, "orders.duplicated").test("outage").criterion();

    private static InMemoryEvidence clean() {
        return new InMemoryEvidence(100).everySecond("orders.lost", 0, 100, second -> 0);
    }

    private static Verdict judge(InMemoryEvidence evidence) {
        return Judge.judge(
                PlanOf.criteria(NO_LOSS)
                        .test("outage", List.of(), NO_CRASH, NO_DUPLICATE)
                        .plan(),
                evidence);
    }

    @Test
    void tellsOnceWhatManyCriteriaWant() {
        var verdict = judge(clean().occurrence(
                        "outage", 10, 20, OccurrenceStatus.ERROR, Optional.of(ErrorClass.CONFIG), "no such process"));

        assertThat(verdict.reasons()).hasSize(3);
        assertThat(verdict.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind()).isEqualTo(Kind.MISSING);
            assertThat(cause.text()).isEqualTo("outage 1 ended ERROR: no such process");
            assertThat(cause.criteria()).containsExactly(NO_CRASH.path(), NO_DUPLICATE.path());
            assertThat(cause.remedy()).contains("the agent's policy");
        });
    }

    @Test
    void tellsInOrderOfTimeWhatWasMeasured() {
        var verdict = judge(clean().sample("orders.lost", 50, 1)
                .sample("worker.crashes", 12, 1)
                .sample("orders.duplicated", 13, 1)
                .occurrence("outage", 10, 20));

        assertThat(verdict.causes())
                .extracting(Cause::criteria)
                .containsExactly(List.of(NO_CRASH.path()), List.of(NO_DUPLICATE.path()), List.of(NO_LOSS.path()));
        assertThat(verdict.causes().getFirst().since()).contains(InMemoryEvidence.at(12));
        assertThat(verdict.causes())
                .extracting(Cause::remedy)
                .satisfiesExactly(
                        first -> assertThat(first).contains("why worker ended"),
                        second -> assertThat(second).contains("a second time"),
                        third -> assertThat(third).contains("follow one of these ids"));
    }

    /** An order that is lost for the run is lost for the test, and one that is open for too long is on its way there. */
    @Test
    void tellsOnceWhatManyCriteriaMeasured() {
        Criterion ofTest =
                new Of(Statistic.INCREASE, "orders.lost").test("outage").criterion();
        Criterion stillOpen = new Of(Statistic.LAST, "orders.open").criterion();
        var evidence = clean().sample("orders.lost", 15, 1)
                .sample("orders.lost", 50, 1)
                .sample("orders.open", 99, 4)
                .exemplar("orders.lost", 15, "order 7")
                .occurrence("outage", 10, 20);

        var verdict = Judge.judge(
                PlanOf.criteria(NO_LOSS, stillOpen)
                        .test("outage", List.of(), ofTest)
                        .plan(),
                evidence);

        assertThat(verdict.reasons()).hasSize(3);
        assertThat(verdict.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.text()).contains("2 orders.lost");
            assertThat(cause.criteria()).containsExactly(NO_LOSS.path(), ofTest.path(), stillOpen.path());
            assertThat(cause.since()).contains(InMemoryEvidence.at(15));
            assertThat(cause.began()).contains(InMemoryEvidence.at(5));
            assertThat(cause.until()).contains(InMemoryEvidence.at(99));
            assertThat(cause.exemplars()).extracting(Evidence.Exemplar::text).containsExactly("order 7");
        });
        assertThat(Findings.of(verdict))
                .singleElement()
                .satisfies(finding -> assertThat(finding.criteria()).hasSize(3));
    }

    @Test
    void tellsHowSomethingGrew() {
        Criterion growth =
                new Of(Statistic.GROWTH, "worker.rss").green("at most 10 %").criterion();
        var evidence = new InMemoryEvidence(100).everySecond("worker.rss", 0, 100, second -> 1e8 + second * 1e6);

        var verdict = Judge.judge(PlanOf.criteria(growth).plan(), evidence);

        assertThat(verdict.causes().getFirst().details())
                .containsExactly("the medians of four parts, one after the other, are 112 MB, 137 MB, 162 MB, 187 MB");
    }

    /** The same line twice shows no more than once. */
    @Test
    void showsDifferentExamples() {
        var evidence = clean().sample("orders.lost", 15, 3)
                .exemplar("orders.lost", 15, "order 7")
                .exemplar("orders.lost", 15, "order 7")
                .exemplar("orders.lost", 15, "order 8");

        var verdict = Judge.judge(PlanOf.criteria(NO_LOSS).plan(), evidence);

        assertThat(verdict.causes().getFirst().exemplars())
                .extracting(Evidence.Exemplar::text)
                .containsExactly("order 7", "order 8");
    }

    @Test
    void keepsTooFewApartFromTooMany() {
        Criterion some =
                new Of(Statistic.INCREASE, "claims.created").green("at least 9").criterion();
        Criterion few = Of.ratio("claims.created", "events.lines")
                .green("below 1 %")
                .test("outage")
                .criterion();
        var evidence = new InMemoryEvidence(100)
                .everySecond("claims.created", 0, 100, second -> second == 12 ? 2 : 0)
                .everySecond("events.lines", 0, 100, second -> 1)
                .occurrence("outage", 10, 20);

        var verdict =
                Judge.judge(PlanOf.criteria(some).test("outage", List.of(), few).plan(), evidence);

        assertThat(verdict.causes())
                .hasSize(2)
                .allSatisfy(cause -> assertThat(cause.criteria()).hasSize(1));
    }

    @Test
    void saysWhereItCameFromAndHowMuchOfItThereIs() {
        Criterion all = new Of(Statistic.INCREASE, "bad").criterion();
        Criterion slow =
                new Of(Statistic.P95, "orders.latency").green("below 500 ms").criterion();
        var evidence = new InMemoryEvidence(100)
                .everySecond("orders.lost", 0, 100, second -> 0)
                .everySecond("orders.duplicated", 0, 100, second -> second == 40 ? 2 : 0)
                .everySecond("orders.latency", 0, 100, second -> second % 10 == 3 ? 700 : 200);

        var verdict = Judge.judge(
                PlanOf.criteria(all, slow)
                        .metric("bad", DerivedMetric.Operation.SUM, "orders.lost", "orders.duplicated")
                        .plan(),
                evidence);

        assertThat(verdict.causes())
                .extracting(Cause::details)
                .containsExactly(
                        List.of("10 of 99 were not below 500 ms (10.1 %); the median is 200 ms, the greatest 700 ms"),
                        List.of("2 orders.duplicated"));
        assertThat(verdict.causes().getFirst().since()).contains(InMemoryEvidence.at(3));
    }

    @Test
    void advisesWhatThePlanSays() {
        Criterion advised =
                new Of(Statistic.INCREASE, "orders.lost").remedy("ask the shop").criterion();

        var verdict = Judge.judge(PlanOf.criteria(advised).plan(), clean().sample("orders.lost", 50, 1));

        assertThat(verdict.causes()).extracting(Cause::remedy).containsExactly("ask the shop");
    }

    /** More time would not help where a step failed. */
    @Test
    void sendsToTheTargetWhereAStepFailed() {
        var verdict = judge(clean().occurrence(
                        "outage", 10, 20, OccurrenceStatus.ERROR, Optional.of(ErrorClass.TEST), "POST answered 400"));

        assertThat(verdict.causes())
                .singleElement()
                .satisfies(cause ->
                        assertThat(cause.remedy()).contains("the target's log", "more time alone does not help"));
    }

    @Test
    void asksForPatienceWhileTheRunGoesOn() {
        var verdict = judge(clean().ended(RunOutcome.UNFINISHED));

        assertThat(verdict.causes())
                .isNotEmpty()
                .extracting(Cause::remedy)
                .allSatisfy(
                        remedy -> assertThat(remedy).startsWith("wait: the run goes on; what it takes to be green: "));
    }

    @Test
    void saysWhoPutsADirtyTargetRight() {
        var verdict = judge(clean().dirty("core did not start"));

        assertThat(verdict.causes().getFirst().remedy()).contains("burnin agent undo");
    }

    @Test
    void hasNoneForAGreenRun() {
        assertThat(Judge.judge(PlanOf.criteria(NO_LOSS).plan(), clean()).causes())
                .isEmpty();
    }
}
