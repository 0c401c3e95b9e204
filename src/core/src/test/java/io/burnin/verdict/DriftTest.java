package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.PlanOf.Of;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** A process of 500 MB in a run of 72 h, read every five minutes. */
class DriftTest {

    private static final double BASE = 500e6;
    private static final double NOISE = 10e6;

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void redIsALeak() {
        Check check = judged(leak("at most 0.7 %/day"), hour -> 0.5e6 * hour + noise());

        assertThat(check.light()).isEqualTo(Light.RED);
        assertThat(check.because()).contains("a leak", "in a week");
        assertThat(check.value().orElseThrow()).isBetween(0.08, 0.12);
    }

    @Test
    void aLeakThatThePlanAllowsIsGreenAndNamed() {
        Check check = judged(leak("at most 1 %/h"), hour -> 0.5e6 * hour + noise());

        assertThat(check.light()).isEqualTo(Light.GREEN);
        assertThat(check.proof()).isInstanceOf(Proof.Proven.class);
        assertThat(check.because()).contains("a leak");
    }

    @Test
    void aDriftThatComesToLittleInAWeekIsCalledSmall() {
        Check check = judged(leak("at most 0.7 %/day"), hour -> 0.1e6 * hour + noise() / 10);

        assertThat(check.light()).isEqualTo(Light.GREEN);
        assertThat(check.because()).contains("too small to matter");
    }

    @Test
    void aSteadyProcessIsGreenAndProven() {
        Check check = judged(leak("at most 0.7 %/day"), hour -> noise());

        assertThat(check.light()).isEqualTo(Light.GREEN);
        assertThat(check.proof()).isInstanceOf(Proof.Proven.class);
        assertThat(check.because()).contains("no drift that differs from noise");
    }

    /** Its caches fill in the first hours: that is no leak. */
    @Test
    void aProcessThatWarmsUpIsGreen() {
        Check check = judged(leak("at most 0.7 %/day"), hour -> -100e6 * Math.exp(-hour / 6) + noise() / 2);

        assertThat(check.light()).isEqualTo(Light.GREEN);
    }

    /** Three slow waves end higher than they began; nobody can tell whether that goes on. */
    @Test
    void aSlopeThatMayBeNoiseIsNoReasonForAnyLight() {
        Check check = judged(leak("at most 0.7 %/day"), hour -> 40e6 * Math.sin(hour / 4 - 2.5) + noise() / 10);

        assertThat(check.state()).isEqualTo(State.INSUFFICIENT);
        assertThat(check.because()).contains("may be noise", "inconclusive", "a longer run would tell");
    }

    @Test
    void whatMustNotSinkIsJudgedTheOtherWayRound() {
        var criterion =
                new Of(Statistic.TREND, "worker.rss").green("at least 0 %/day").criterion();

        assertThat(judged(criterion, hour -> -0.5e6 * hour + noise()).light()).isEqualTo(Light.RED);
        assertThat(judged(criterion, hour -> 0.5e6 * hour + noise()).light()).isEqualTo(Light.GREEN);
    }

    @Test
    void theSameEvidenceHasTheSameVerdict() {
        var evidence = evidence(hour -> 0.5e6 * hour + noise());
        var mean = new Of(Statistic.MEAN, "worker.rss").green("below 600 MB").criterion();
        Plan plan = PlanOf.criteria(leak("at most 0.7 %/day"), mean).plan();

        assertThat(Judge.judge(plan, evidence)).isEqualTo(Judge.judge(plan, evidence));
    }

    @Test
    void aMeanAllowsForReadingsThatResembleTheirNeighbours() {
        var limit = new Of(Statistic.MEAN, "worker.rss").green("below 501 MB").criterion();
        double[] level = {0};

        Check independent = judged(limit, hour -> noise());
        Check wandering = judged(limit, hour -> level[0] = 0.95 * level[0] + noise() / 3);

        assertThat(independent.light()).isEqualTo(Light.GREEN);
        assertThat(wandering.because()).contains("resembling their neighbours");
        assertThat(width(wandering)).isGreaterThan(2 * width(independent));
    }

    @Test
    void aMeanOfFewValuesProvesNothing() {
        var criterion =
                new Of(Statistic.MEAN, "worker.rss").green("below 600 MB").criterion();
        var evidence = new InMemoryEvidence(100).everySecond("worker.rss", 0, 5, second -> BASE + second);

        Check check = Judge.judge(PlanOf.criteria(criterion).plan(), evidence)
                .checks()
                .getFirst();

        assertThat(check.light()).isEqualTo(Light.GREEN);
        assertThat(check.proof()).isEqualTo(new Proof.Unproven("12 values; 5 seen"));
    }

    private static double width(Check check) {
        return check.interval().orElseThrow().high()
                - check.interval().orElseThrow().low();
    }

    private double noise() {
        return NOISE * random.nextGaussian();
    }

    private static Criterion leak(String green) {
        return new Of(Statistic.TREND, "worker.rss").green(green).criterion();
    }

    private static Check judged(Criterion criterion, DoubleUnaryOperator aboveBase) {
        return Judge.judge(PlanOf.criteria(criterion).plan(), evidence(aboveBase))
                .checks()
                .getFirst();
    }

    private static InMemoryEvidence evidence(DoubleUnaryOperator aboveBase) {
        var evidence = new InMemoryEvidence(72 * 3_600);
        for (int reading = 0; reading < 72 * 12; reading++) {
            evidence.sample("worker.rss", reading * 300, BASE + aboveBase.applyAsDouble(reading / 12.0));
        }
        return evidence;
    }
}
