package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Evidence.Expectation.Result;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is missing or broken in the evidence, and however it goes on from there: never Green. */
class NoFalseGreenTest {

    private static final List<String> METRICS = List.of(
            "orders.lost",
            "orders.duplicated",
            "orders.submitted",
            "orders.latency",
            "app_log.timeouts",
            "events.lines",
            "worker.rss",
            "worker.cpu",
            "orders.open");

    private static final Plan PLAN = PlanOf.criteria(
                    new Of(Statistic.INCREASE, "orders.duplicated").criterion(),
                    ratio("orders.lost", "orders.submitted").green("below 1 %").criterion(),
                    ratio("app_log.timeouts", "events.lines").green("below 1 %").criterion(),
                    new Of(Statistic.P95, "orders.latency")
                            .during("load")
                            .green("below 500 ms")
                            .criterion(),
                    new Of(Statistic.GROWTH, "worker.rss").green("at most 10 %").criterion(),
                    new Of(Statistic.P50, "worker.cpu")
                            .whileIt("orders.open", "exactly 0", java.time.Duration.ofSeconds(2))
                            .green("below 2 %")
                            .criterion())
            .test(
                    "load",
                    List.of(),
                    new Of(Statistic.INCREASE, "orders.lost").test("load").criterion())
            .plan();

    private static InMemoryEvidence healthyWithout(String missing) {
        var evidence = new InMemoryEvidence(100);
        METRICS.stream().filter(metric -> !metric.equals(missing)).forEach(metric -> {
            double value = switch (metric) {
                case "orders.submitted", "events.lines", "worker.rss" -> 10;
                case "orders.latency" -> 20;
                default -> 0;
            };
            evidence.everySecond(metric, 1, 100, second -> value);
        });
        return evidence;
    }

    private static InMemoryEvidence healthy() {
        return healthyWithout("").occurrence("load", 10, 90);
    }

    @Test
    void theEvidenceWithNothingMissingIsGreen() {
        assertThat(Judge.judge(PLAN, healthy()).light()).isEqualTo(Light.GREEN);
        assertThat(Judge.judge(PLAN, healthy()).conclusive()).isTrue();
    }

    static Stream<String> metrics() {
        return METRICS.stream();
    }

    @ParameterizedTest(name = "without {0}")
    @MethodSource("metrics")
    void norWithoutAMetric(String metric) {
        assertNeverGreen(healthyWithout(metric).occurrence("load", 10, 90));
    }

    @ParameterizedTest
    @EnumSource(value = RunOutcome.class, names = "FINISHED", mode = EnumSource.Mode.EXCLUDE)
    void norWhenTheRunDidNotFinish(RunOutcome outcome) {
        assertNeverGreen(healthy().ended(outcome));
    }

    @ParameterizedTest
    @EnumSource(value = OccurrenceStatus.class, names = "FINISHED", mode = EnumSource.Mode.EXCLUDE)
    void norWhenATestDidNotFinish(OccurrenceStatus status) {
        assertNeverGreen(healthyWithout("")
                .occurrence("load", 10, 90, status, Optional.of(ErrorClass.INFRA), "for some reason"));
    }

    @ParameterizedTest
    @EnumSource(value = Result.class, names = "MET", mode = EnumSource.Mode.EXCLUDE)
    void norWhenAnExpectationWasNotMet(Result result) {
        assertNeverGreen(healthy().expectation("load", "calm", 80, result));
    }

    @Test
    void norWhenATestNeverRan() {
        assertNeverGreen(healthyWithout(""));
    }

    /** Of a minute or of a moment: what is lost may have held what would not be green. */
    @ParameterizedTest(name = "lost from second {0} to {1}")
    @CsvSource({"40, 60", "40, 40.001", "0, 100"})
    void norWhenMeasurementsAreLost(double from, double to) {
        assertNeverGreen(healthy().lost(from, to));
        assertThat(Judge.judge(PLAN, healthy().lost(from, to)).checks())
                .allSatisfy(check -> assertThat(check.state()).isEqualTo(Check.State.INSUFFICIENT))
                .allSatisfy(check -> assertThat(check.errorClass()).contains(ErrorClass.INFRA))
                .allSatisfy(check -> assertThat(check.because()).contains("are lost"));
    }

    @Test
    void butARedThatIsFinalStaysRedWhateverIsLost() {
        assertThat(Judge.judge(
                                PLAN,
                                healthy().sample("orders.duplicated", 95, 1).lost(40, 60))
                        .light())
                .isEqualTo(Light.RED);
    }

    @Test
    void norWithoutAnySample() {
        assertNeverGreen(new InMemoryEvidence(100).occurrence("load", 10, 90));
    }

    @Test
    void norWithoutAnyCriterion() {
        assertThat(Judge.judge(PlanOf.criteria().test("load", List.of()).plan(), healthy())
                        .light())
                .isEqualTo(Light.YELLOW);
    }

    @Test
    void norWhenNoCriterionIsJudgedInThisProfile() {
        var elsewhere = new Of(Statistic.INCREASE, "orders.lost").only("full").criterion();

        assertThat(Judge.judge(PlanOf.criteria(elsewhere).plan(), healthy()).light())
                .isEqualTo(Light.YELLOW);
    }

    @Test
    void norWhenEveryCriterionIgnoresThatItHasNoEvidence() {
        var lenient =
                new Of(Statistic.INCREASE, "orders.lost").missingIsIgnored().criterion();

        assertThat(Judge.judge(PlanOf.criteria(lenient).plan(), new InMemoryEvidence(100))
                        .light())
                .isEqualTo(Light.YELLOW);
    }

    @Test
    void norWithADirtyTarget() {
        assertNeverGreen(healthy().dirty("the relay is down"));
    }

    @Test
    void norOnAHostThatWasRebootedUnasked() {
        assertNeverGreen(healthy().reboot(50));
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void norByAnyStatisticWithoutSamples(Statistic statistic) {
        Criterion criterion = statistic == Statistic.RATIO
                ? ratio("orders.lost", "orders.submitted").criterion()
                : new Of(statistic, "orders.lost").criterion();

        var verdict = Judge.judge(PlanOf.criteria(criterion).plan(), new InMemoryEvidence(100));

        assertThat(verdict.light()).isEqualTo(Light.YELLOW);
        assertThat(verdict.checks()).noneMatch(Check::isEvaluated);
    }

    private static void assertNeverGreen(InMemoryEvidence evidence) {
        assertThat(Judge.judge(PLAN, evidence).light()).isNotEqualTo(Light.GREEN);
    }

    /** The plan in pieces: what one criterion may make of any evidence. */
    @Test
    void aBadObservationNeverImprovesALight() {
        List<UnaryOperator<InMemoryEvidence>> blows = List.of(
                evidence -> evidence.sample("orders.lost", 50, 1_000),
                evidence -> evidence.sample("orders.duplicated", 50, 1),
                evidence -> evidence.sample("app_log.timeouts", 50, 40),
                evidence -> evidence.sample("orders.latency", 60, 9_000),
                evidence -> evidence.reboot(70),
                evidence -> evidence.dirty("left over"));
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            var chosen = new ArrayList<>(blows);
            var evidence = healthy();
            Light before = Judge.judge(PLAN, evidence).light();
            while (!chosen.isEmpty()) {
                evidence = chosen.remove(random.nextInt(chosen.size())).apply(evidence);
                Light after = Judge.judge(PLAN, evidence).light();
                assertThat(after).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                before = after;
            }
        }
    }

    @Test
    void aSlowerOperationNeverImprovesALight() {
        var criterion = new Of(Statistic.P95, "orders.latency")
                .green("below 500 ms")
                .yellow("at most 1000 ms")
                .criterion();
        Plan plan = PlanOf.criteria(criterion).plan();
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            double[] latencies = random.doubles(random.nextInt(1, 60), 1, 1_500).toArray();
            double[] slower = Arrays.stream(latencies)
                    .map(millis -> millis + random.nextDouble(500))
                    .toArray();

            assertThat(light(plan, slower)).as("seed %d", seed).isGreaterThanOrEqualTo(light(plan, latencies));
        }
    }

    private static Light light(Plan plan, double[] latencies) {
        var evidence = new InMemoryEvidence(100);
        for (double latency : latencies) {
            evidence.sample("orders.latency", 50, latency);
        }
        return Judge.judge(plan, evidence).light();
    }
}
