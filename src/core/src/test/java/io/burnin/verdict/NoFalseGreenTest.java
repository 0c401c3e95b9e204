package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.SeriesKey;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric.Operation;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Evidence.Expectation.Result;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.time.Duration;
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

/**
 * Whatever is missing, broken or contradictory in the evidence, and however it goes on from there: never Green. Each case is
 * evidence that would be green but for the one thing that its name says; the same plan is green with nothing wrong.
 */
class NoFalseGreenTest {

    private static final List<String> METRICS = List.of(
            "orders.lost",
            "orders.duplicated",
            "orders.submitted",
            "orders.done",
            "orders.latency",
            "app_log.timeouts",
            "app_log.errors",
            "events.lines",
            "worker.rss",
            "worker.cpu",
            "worker.up",
            "orders.open");

    private static final Plan SHOP = PlanOf.criteria(
                    new Of(Statistic.INCREASE, "orders.duplicated").criterion(),
                    ratio("orders.lost", "orders.submitted").green("below 1 %").criterion(),
                    ratio("app_log.timeouts", "events.lines").green("below 1 %").criterion(),
                    new Of(Statistic.P95, "orders.latency")
                            .during("load")
                            .green("below 500 ms")
                            .criterion(),
                    new Of(Statistic.GROWTH, "worker.rss").green("at most 10 %").criterion(),
                    new Of(Statistic.P50, "worker.cpu")
                            .whileIt("orders.open", "exactly 0", Duration.ofSeconds(2))
                            .green("below 2 %")
                            .criterion(),
                    new Of(Statistic.INCREASE, "trouble").criterion(),
                    new Of(Statistic.AVAILABILITY, "worker.up")
                            .green("at least 99 %")
                            .criterion(),
                    ratio("orders.done", "orders.submitted")
                            .green("at least 95 %")
                            .criterion())
            .metric("trouble", Operation.SUM, "app_log.timeouts", "app_log.errors")
            .test(
                    "load",
                    List.of(),
                    new Of(Statistic.INCREASE, "orders.lost").test("load").criterion())
            .plan();

    private static InMemoryEvidence healthyWithout(String missing) {
        var evidence = new InMemoryEvidence(100);
        METRICS.stream().filter(metric -> !metric.equals(missing)).forEach(metric -> {
            double value = switch (metric) {
                case "orders.submitted", "orders.done", "events.lines", "worker.rss" -> 10;
                case "orders.latency" -> 20;
                case "worker.up" -> 1;
                default -> 0;
            };
            evidence.everySecond(metric, 1, 100, second -> value);
        });
        return evidence;
    }

    private static InMemoryEvidence healthyButForTheLoad() {
        return healthyWithout("");
    }

    private static InMemoryEvidence healthy() {
        return healthyButForTheLoad().occurrence("load", 10, 90);
    }

    /** Healthy, but one metric has these values from second 40 on, one a second. */
    private static InMemoryEvidence healthyBut(String metric, double... values) {
        InMemoryEvidence evidence = healthyWithout(metric).occurrence("load", 10, 90);
        evidence.everySecond(metric, 1, 40, second -> metric.equals("worker.up") ? 1 : 0);
        for (int i = 0; i < values.length; i++) {
            evidence.sample(metric, 40 + i, values[i]);
        }
        return evidence;
    }

    private static InMemoryEvidence loadEnded(OccurrenceStatus status, ErrorClass whose) {
        return healthyButForTheLoad().occurrence("load", 10, 90, status, Optional.of(whose), "for some reason");
    }

    /** What is wrong, in words; how it is judged; and the evidence. */
    record Case(String what, Plan plan, InMemoryEvidence evidence) {

        static Case of(String what, InMemoryEvidence evidence) {
            return new Case(what, SHOP, evidence);
        }

        static Case of(String what, Of criterion, InMemoryEvidence evidence) {
            return new Case(
                    what,
                    PlanOf.criteria(criterion.criterion())
                            .test("load", List.of())
                            .plan(),
                    evidence);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Case> missing() {
        return Stream.concat(
                METRICS.stream()
                        .map(metric -> Case.of(
                                "no sample of " + metric, healthyWithout(metric).occurrence("load", 10, 90))),
                Stream.of(
                        Case.of("no sample of anything", new InMemoryEvidence(100).occurrence("load", 10, 90)),
                        Case.of("no occurrence of the test", healthyButForTheLoad()),
                        Case.of(
                                "no sample within the test, though there are some before and after it",
                                healthyWithout("orders.latency")
                                        .sample("orders.latency", 5, 20)
                                        .sample("orders.latency", 95, 20)
                                        .occurrence("load", 10, 90)),
                        Case.of(
                                "nothing to divide by",
                                ratio("app_log.timeouts", "app_log.errors").green("at most 1 %"),
                                healthy()),
                        Case.of(
                                "a window that a fault covers",
                                new Of(Statistic.INCREASE, "orders.lost").faults(Faults.EXCEPT),
                                healthy().fault(0, 101)),
                        Case.of(
                                "no fault, and only faults are looked at",
                                new Of(Statistic.INCREASE, "orders.lost").faults(Faults.ONLY),
                                healthy()),
                        Case.of(
                                "no moment in which the condition of the window held",
                                new Of(Statistic.P50, "worker.cpu")
                                        .green("below 2 %")
                                        .whileIt("orders.open", "at least 1", Duration.ZERO),
                                healthy()),
                        Case.of(
                                "no fault to recover from",
                                new Of(Statistic.RECOVERY, "worker.up").green("at most 1 min"),
                                healthy()),
                        Case.of(
                                "no reading after the fault, only one from before it",
                                new Of(Statistic.RECOVERY, "worker.up").green("at most 1 min"),
                                healthyWithout("worker.up")
                                        .sample("worker.up", 30, 1)
                                        .fault(40, 60)
                                        .occurrence("load", 10, 90)),
                        Case.of(
                                "a single reading of how long it was up",
                                new Of(Statistic.AVAILABILITY, "worker.up").green("at least 99 %"),
                                healthyWithout("worker.up")
                                        .sample("worker.up", 50, 1)
                                        .occurrence("load", 10, 90)),
                        Case.of(
                                "too few readings to speak of growth",
                                new Of(Statistic.GROWTH, "worker.rss").green("at most 10 %"),
                                healthyWithout("worker.rss")
                                        .everySecond("worker.rss", 1, 20, second -> 10)
                                        .occurrence("load", 10, 90)),
                        Case.of(
                                "too few readings to speak of a trend",
                                new Of(Statistic.TREND, "worker.rss").green("at most 10 %/h"),
                                healthyWithout("worker.rss")
                                        .everySecond("worker.rss", 1, 20, second -> 10)
                                        .occurrence("load", 10, 90)),
                        new Case(
                                "no sample of a part, while the rest of the sum is below the limit",
                                PlanOf.criteria(new Of(Statistic.INCREASE, "both")
                                                .green("at most 5")
                                                .criterion())
                                        .metric("both", Operation.SUM, "orders.failed", "orders.lost")
                                        .plan(),
                                healthyBut("orders.lost", 2)),
                        Case.of("a reboot that nobody ordered", healthy().reboot(50)),
                        Case.of(
                                "a target that is not as it was found",
                                healthy().dirty("the relay is down"))));
    }

    static Stream<Case> unfinished() {
        return Stream.of(
                Case.of("a run that goes on", healthy().ended(RunOutcome.UNFINISHED)),
                Case.of("a run that was stopped", healthy().ended(RunOutcome.STOPPED)),
                Case.of("a run that was aborted", healthy().ended(RunOutcome.ABORTED)),
                Case.of("a run that was lost", healthy().ended(RunOutcome.LOST)),
                Case.of("a test that never began", loadEnded(OccurrenceStatus.PENDING, ErrorClass.TEST)),
                Case.of("a test that never ended", loadEnded(OccurrenceStatus.RUNNING, ErrorClass.TEST)),
                Case.of("a test that was skipped", loadEnded(OccurrenceStatus.SKIPPED, ErrorClass.CONFIG)),
                Case.of("a test that could not do its work", loadEnded(OccurrenceStatus.ERROR, ErrorClass.TEST)),
                Case.of("a test that was aborted", loadEnded(OccurrenceStatus.ABORTED, ErrorClass.INFRA)),
                Case.of("an expectation that was not met", healthy().expectation("load", "calm", 80, Result.RED)),
                Case.of(
                        "an expectation that was not met, and was no must",
                        healthy().expectation("load", "calm", 80, Result.YELLOW)),
                Case.of("a test that proved nothing", healthy().expectation("load", "calm", 80, Result.INSUFFICIENT)),
                Case.of(
                        "two results of one step that contradict each other",
                        healthy()
                                .expectation("load", "calm", 80, Result.RED)
                                .expectation("load", "calm", 80, Result.MET)));
    }

    static Stream<Case> lost() {
        return Stream.of(
                Case.of("measurements of 20 s are lost", healthy().lost(40, 60)),
                Case.of("measurements of a millisecond are lost", healthy().lost(40, 40.001)),
                Case.of(
                        "all measurements are lost, though some are there",
                        healthy().lost(0, 100)));
    }

    static Stream<Case> unmeasured() {
        return Stream.of(
                Case.of(
                        "an agent that stood still for 27 % of the run",
                        healthy().gap(40, 67)),
                Case.of(
                        "an agent that stood still throughout, though there are samples",
                        healthy().gap(0, 101)),
                Case.of("an agent that stood still at the end", healthy().gap(85, 101)),
                Case.of(
                        "a ledger without access for a third of the run",
                        healthy().absence("orders", 30, 63, "permission denied")),
                Case.of("a log that is not there any more", healthy().absence("app_log", 60, 101, "does not exist")),
                Case.of(
                        "a log in which a ledger sees executions that is not there any more",
                        new Of(Statistic.INCREASE, "orders.duplicated"),
                        healthy().absence("app_log", 60, 101, "does not exist")),
                Case.of("the denominator's file out of reach", healthy().absence("events", 60, 101, "does not exist")),
                Case.of(
                        "the gauge of the window's condition out of reach",
                        new Of(Statistic.P50, "worker.cpu")
                                .green("below 2 %")
                                .whileIt("orders.open", "exactly 0", Duration.ofSeconds(2)),
                        healthy().absence("orders", 30, 63, "permission denied")),
                Case.of(
                        "an availability of which nobody saw a third",
                        new Of(Statistic.AVAILABILITY, "worker.up").green("at least 99 %"),
                        healthy().gap(40, 73)),
                Case.of("a probe that reads no more", stale("orders")),
                Case.of("a probe of the denominator that reads no more", stale("events")));
    }

    /** Every probe reads each second, and one of them only until half-time. */
    private static InMemoryEvidence stale(String probe) {
        InMemoryEvidence evidence = healthy();
        for (String each : List.of("orders", "app_log", "events", "worker", "claims")) {
            for (int second = 0; second <= (each.equals(probe) ? 50 : 100); second++) {
                evidence.sample(SeriesKey.of("probes.duration").with("probe", each), second, 2);
            }
        }
        return evidence;
    }

    static Stream<Case> impossible() {
        return Stream.of(
                Case.of("a count that is not a number", healthyBut("orders.lost", Double.NaN)),
                Case.of("a count that is infinite", healthyBut("orders.submitted", Double.POSITIVE_INFINITY)),
                Case.of("counts whose sum overflows", healthyBut("events.lines", 1e308, 1e308)),
                Case.of("a count that no counter can hold", healthyBut("events.lines", 1e300)),
                Case.of("a counter that counted backwards", healthyBut("orders.lost", -1)),
                Case.of("a counter that takes back what it counted", healthyBut("orders.duplicated", 3, -3)),
                Case.of("an event taken back in the one part of a sum", healthyBut("app_log.errors", 1, -1)),
                Case.of("a denominator that fell", healthyBut("events.lines", 10, -5)),
                Case.of("a duration that is not a number", healthyBut("orders.latency", 20, Double.NaN)),
                Case.of("a duration that is infinite", healthyBut("orders.latency", 20, Double.POSITIVE_INFINITY)),
                Case.of("a duration below zero", healthyBut("orders.latency", 20, -20)),
                Case.of("a duration longer than the run", healthyBut("orders.latency", 20, 200_000)),
                Case.of("a duration that overflows", healthyBut("orders.latency", 20, 1e300)),
                Case.of("a size that is not a number", healthyBut("worker.rss", Double.NaN)),
                Case.of("a size below zero", healthyBut("worker.rss", -1)),
                Case.of("a share of a processor below zero", healthyBut("worker.cpu", -100)),
                Case.of("a state of neither 0 nor 1", healthyBut("worker.up", Double.NaN, 1)),
                Case.of(
                        "a gauge of the window's condition that is not a number",
                        healthyBut("orders.open", Double.NaN)),
                Case.of("a loss timed before the run began", healthy().sample("orders.lost", -5, 1)),
                Case.of("a loss timed years before the run began", healthy().sample("orders.lost", -1e8, 1)),
                Case.of("more done than was submitted", healthyBut("orders.done", 5_000)));
    }

    static Stream<Case> cases() {
        return Stream.of(missing(), unfinished(), lost(), unmeasured(), impossible())
                .flatMap(kind -> kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isNeverGreenWith(Case broken) {
        Verdict verdict = Judge.judge(broken.plan(), broken.evidence());

        assertThat(verdict.light()).isNotEqualTo(Light.GREEN);
        assertThat(verdict.reasons()).isNotEmpty();
    }

    @Test
    void thereAreAtLeastFortyCasesAndNoTwoAlike() {
        assertThat(cases().map(Case::what)).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    }

    /** Else a case could be kept from green by something that it does not name. */
    @Test
    void theEvidenceWithNothingMissingIsGreen() {
        assertThat(Judge.judge(SHOP, healthy()).light()).isEqualTo(Light.GREEN);
        assertThat(Judge.judge(SHOP, healthy()).conclusive()).isTrue();
        assertThat(Judge.judge(SHOP, stale("")).light()).isEqualTo(Light.GREEN);
    }

    /** What cannot be true is not the target's fault, and no check makes anything of it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void noCheckMakesAnythingOf(Case broken) {
        assertThat(Judge.judge(broken.plan(), broken.evidence()).checks())
                .filteredOn(check -> check.light() != Light.GREEN)
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.state()).isNotEqualTo(Check.State.EVALUATED))
                .allSatisfy(check -> assertThat(check.state()).isNotEqualTo(Check.State.ERROR));
    }

    @Test
    void butWhatACounterCountedStaysRedWhenItFallsLater() {
        assertThat(Judge.judge(SHOP, healthyBut("orders.duplicated", 3, -1)).light())
                .isEqualTo(Light.RED);
    }

    /** Of a minute or of a moment: what is lost may have held what would not be green. */
    @ParameterizedTest(name = "lost from second {0} to {1}")
    @CsvSource({"40, 60", "40, 40.001", "0, 100"})
    void whatIsLostIsSaidByEveryCheck(double from, double to) {
        assertThat(Judge.judge(SHOP, healthy().lost(from, to)).checks())
                .allSatisfy(check -> assertThat(check.state()).isEqualTo(Check.State.INSUFFICIENT))
                .allSatisfy(check -> assertThat(check.errorClass()).contains(ErrorClass.INFRA))
                .allSatisfy(check -> assertThat(check.because()).contains("are lost"));
    }

    @Test
    void butARedThatIsFinalStaysRedWhateverIsLost() {
        assertThat(Judge.judge(
                                SHOP,
                                healthy().sample("orders.duplicated", 95, 1).lost(40, 60))
                        .light())
                .isEqualTo(Light.RED);
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
            Light before = Judge.judge(SHOP, evidence).light();
            while (!chosen.isEmpty()) {
                evidence = chosen.remove(random.nextInt(chosen.size())).apply(evidence);
                Light after = Judge.judge(SHOP, evidence).light();
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
