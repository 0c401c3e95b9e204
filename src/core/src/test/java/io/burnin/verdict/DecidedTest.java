package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Decision.Accepted;
import io.burnin.verdict.Decision.Muted;
import io.burnin.verdict.Decision.Overridden;
import io.burnin.verdict.Decision.Signature;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a verdict comes to where the decisions of people are honoured. */
class DecidedTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Criterion LOSS = new Of(Statistic.INCREASE, "orders.lost").criterion();
    private static final Criterion STALE =
            new Of(Statistic.INCREASE, "claims.overdue").yellow("any").criterion();

    private static Verdict verdict(int lost, int stale) {
        return verdict(lost, stale, RunOutcome.FINISHED);
    }

    private static Verdict verdict(int lost, int stale, RunOutcome outcome) {
        var evidence = new InMemoryEvidence(100)
                .sample("orders.lost", 5, lost)
                .sample("claims.overdue", 5, stale)
                .ended(outcome);
        return Judge.judge(PlanOf.criteria(LOSS, STALE).plan(), evidence);
    }

    private static Signature until(Instant end) {
        return new Signature("ann", "it is known", NOW.minus(Duration.ofDays(1)), end);
    }

    private static Signature signed() {
        return until(NOW.plusSeconds(1));
    }

    private static Decided decided(Verdict verdict, Decision... decisions) {
        return Decided.of(verdict, List.of(decisions), NOW);
    }

    @Test
    void isTheVerdictWhereNobodyDecided() {
        Decided decided = decided(verdict(0, 1));

        assertThat(decided.light()).isEqualTo(Light.YELLOW);
        assertThat(decided.exitCode()).isEqualTo(verdict(0, 1).exitCode());
        assertThat(decided.inEffect()).isEmpty();
    }

    @Test
    void leavesTheReasonsThatNobodyAccepted() {
        var accepted = new Accepted("orders-lost", Light.RED, signed());

        assertThat(decided(verdict(1, 1), accepted).light()).isEqualTo(Light.YELLOW);
        assertThat(decided(verdict(1, 1), accepted).exitCode()).isEqualTo(10);
        assertThat(decided(verdict(1, 0), accepted).light()).isEqualTo(Light.GREEN);
    }

    @Test
    void coversNothingThatBecameWorse() {
        var accepted = new Accepted("orders-lost", Light.YELLOW, signed());
        var over = new Overridden(Light.GREEN, Light.YELLOW, signed());

        assertThat(decided(verdict(1, 0), accepted).light()).isEqualTo(Light.RED);
        assertThat(decided(verdict(1, 0), over).light()).isEqualTo(Light.RED);
        assertThat(decided(verdict(0, 1), over).light()).isEqualTo(Light.GREEN);
    }

    @Test
    void coversNothingOnceItExpired() {
        var expired = new Overridden(Light.GREEN, Light.RED, until(NOW));

        assertThat(decided(verdict(1, 0), expired).light()).isEqualTo(Light.RED);
        assertThat(decided(verdict(1, 0), expired).inEffect()).isEmpty();
    }

    @Test
    void countsNothingOfAMutedCriterion() {
        assertThat(decided(verdict(1, 0), new Muted("orders-lost", signed())).light())
                .isEqualTo(Light.GREEN);
        assertThat(decided(verdict(0, 0), new Muted("orders-lost", signed())).inEffect())
                .isEmpty();
    }

    /** Not green because there is nothing left to look at. */
    @Test
    void isNotGreenWhereAllThatWasJudgedIsMuted() {
        Decided decided =
                decided(verdict(1, 1), new Muted("orders-lost", signed()), new Muted("claims-overdue", signed()));

        assertThat(decided.light()).isEqualTo(Light.YELLOW);
        assertThat(decided.exitCode()).isEqualTo(30);
    }

    @Test
    void takesTheNewestOverrideBeforeAllElse() {
        var older = new Overridden(
                Light.GREEN,
                Light.RED,
                new Signature("bob", "fine", NOW.minus(Duration.ofDays(2)), NOW.plusSeconds(9)));
        var newer = new Overridden(Light.YELLOW, Light.RED, signed());

        Decided decided = decided(verdict(1, 0), newer, older, new Accepted("orders-lost", Light.RED, signed()));

        assertThat(decided.light()).isEqualTo(Light.YELLOW);
        assertThat(decided.exitCode()).isEqualTo(10);
        assertThat(decided.inEffect()).contains(newer).doesNotContain(older);
    }

    @Test
    void mayBeWorseThanTheVerdict() {
        Decided decided = decided(verdict(0, 0), new Overridden(Light.RED, Light.GREEN, signed()));

        assertThat(decided.light()).isEqualTo(Light.RED);
        assertThat(decided.exitCode()).isEqualTo(20);
        assertThat(decided(verdict(0, 1), new Overridden(Light.RED, Light.GREEN, signed()))
                        .light())
                .isEqualTo(Light.RED);
    }

    @Test
    void staysAnAbortedRunThoughItsReasonIsAccepted() {
        Verdict aborted = verdict(0, 0, RunOutcome.ABORTED);

        Decided decided = decided(aborted, new Accepted("run", Light.YELLOW, signed()));

        assertThat(decided.light()).isEqualTo(Light.GREEN);
        assertThat(decided.exitCode()).isEqualTo(40);
    }
}
