package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.burnin.plan.Criterion;
import io.burnin.plan.Statistic;
import io.burnin.verdict.PlanOf.Of;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ByChanceTest {

    private static final Criterion NO_LOSS = new Of(Statistic.INCREASE, "orders.lost").criterion();
    private static final Criterion SHARE =
            ratio("orders.lost", "orders.submitted").green("below 5 %").criterion();

    private static Verdict judged(Criterion... criteria) {
        var evidence = new InMemoryEvidence(9)
                .sample("orders.lost", 1, 0)
                .sample("orders.submitted", 1, 500)
                .sample("orders.latency", 1, 20);
        return Judge.judge(PlanOf.criteria(criteria).plan(), evidence);
    }

    /** Twenty limits of 95 %: one of them fails. */
    @Test
    void countsTheChecksThatRestOnSamples() {
        Criterion[] twenty = Collections.nCopies(20, SHARE).toArray(Criterion[]::new);

        ByChance chance = judged(twenty).byChance().orElseThrow();

        assertThat(chance.checks()).isEqualTo(20);
        assertThat(chance.expected()).isCloseTo(1, within(1e-12));
        assertThat(chance.text())
                .startsWith(
                        "20 checks rest on samples, each with limits of 95 %: up to 1 of them are expected to be wrong");
    }

    /** One event decides, or the greatest of what was seen, or nothing was seen at all. */
    @Test
    void leavesOutWhereNothingIsLeftToChance() {
        Criterion greatest =
                new Of(Statistic.MAX, "orders.latency").green("below 1 s").criterion();
        Criterion unseen =
                new Of(Statistic.P95, "worker.cpu").green("below 50 %").criterion();

        assertThat(judged(NO_LOSS, greatest, unseen).byChance()).isEmpty();
        assertThat(judged(NO_LOSS, SHARE).byChance().orElseThrow().checks()).isEqualTo(1);
    }
}
