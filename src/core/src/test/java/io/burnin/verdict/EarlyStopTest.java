package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Ten orders a second, some of which fail; the run is planned for 100 s. */
class EarlyStopTest {

    private static final Criterion FAILED =
            Of.ratio("orders.failed", "orders.submitted").green("below 1 %").criterion();

    @Test
    void endsARunOfWhichTheRateIsSurelyRed() {
        EarlyStop stop = EarlyStop.of(PlanOf.criteria(FAILED).plan());

        assertThat(stop.metrics()).containsExactly("orders.failed");
        assertThat(stop.decide(orders(50, order -> order % 20 == 0)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("orders-failed", "5 %", "sequential test"));
    }

    @Test
    void endsNoRunOfWhichTheRateIsBelowItsLimit() {
        assertThat(decided(FAILED, orders(50, order -> order % 200 == 0))).isFalse();
    }

    /** 3 of 200 are above 1 %, and not surely. */
    @Test
    void endsNoRunBecauseTheRateStandsAboveItsLimit() {
        assertThat(decided(FAILED, orders(20, order -> order % 66 == 1))).isFalse();
    }

    @Test
    void endsNoRunInItsFirstTwentieth() {
        assertThat(decided(FAILED, orders(4.9, order -> order % 5 == 0))).isFalse();
        assertThat(decided(FAILED, orders(5.1, order -> order % 5 == 0))).isTrue();
    }

    /** One outage is one event, however many orders it took. */
    @Test
    void endsNoRunBecauseOfFailuresThatComeTogether() {
        assertThat(decided(FAILED, orders(80, order -> order >= 300 && order < 325)))
                .isFalse();
        assertThat(decided(FAILED, orders(80, order -> order % 32 == 0))).isTrue();
    }

    @Test
    void endsARunThatFailsFromSomePointOn() {
        assertThat(decided(FAILED, orders(80, order -> order >= 400))).isTrue();
    }

    @Test
    void endsNoRunOfWhichTheRateIsYellow() {
        var wide =
                Of.ratio("orders.failed", "orders.submitted").green("below 1 %").yellow("at most 5 %");

        assertThat(decided(wide.criterion(), orders(90, order -> order % 33 == 0)))
                .isFalse();
        assertThat(decided(wide.criterion(), orders(90, order -> order % 10 == 0)))
                .isTrue();
        assertThat(decided(wide.yellow("any").criterion(), orders(90, order -> order % 10 == 0)))
                .isFalse();
    }

    @Test
    void neverEndsARunByWhatIsNoShareOfSingleTrials() {
        var perEvent =
                Of.ratio("orders.failed", "events.lines").green("below 1 %").criterion();
        var aboutEvidence = Of.ratio("orders.failed", "orders.submitted")
                .green("below 1 %")
                .aboutEvidence()
                .criterion();
        var p95 = new Of(Statistic.P95, "orders.latency").green("below 1 ms").criterion();

        assertThat(EarlyStop.of(PlanOf.criteria(perEvent, aboutEvidence, p95).plan())
                        .metrics())
                .isEmpty();
    }

    @Test
    void neverEndsARunByARateWhenTheHostWasRebooted() {
        assertThat(decided(FAILED, orders(50, order -> order % 20 == 0).reboot(30)))
                .isFalse();
    }

    private static boolean decided(Criterion criterion, Evidence evidence) {
        return EarlyStop.of(PlanOf.criteria(criterion).plan()).decide(evidence).isPresent();
    }

    private static InMemoryEvidence orders(double seconds, IntPredicate fails) {
        var evidence = new InMemoryEvidence(seconds).ended(RunOutcome.UNFINISHED);
        for (int order = 0; order <= 10 * seconds; order++) {
            evidence.sample("orders.submitted", order / 10.0, 1);
            if (fails.test(order)) {
                evidence.sample("orders.failed", order / 10.0, 1);
            }
        }
        return evidence;
    }
}
