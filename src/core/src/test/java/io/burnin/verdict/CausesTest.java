package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
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
    void tellsWhatWasMeasuredEachByItself() {
        var verdict = judge(clean().sample("orders.lost", 50, 1)
                .sample("worker.crashes", 12, 1)
                .sample("orders.duplicated", 12, 1)
                .occurrence("outage", 10, 20));

        assertThat(verdict.causes()).hasSize(3).allSatisfy(cause -> {
            assertThat(cause.criteria()).hasSize(1);
            assertThat(cause.remedy()).contains("green exactly 0, otherwise red");
        });
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
