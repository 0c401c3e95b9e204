package io.burnin.verdict;

import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric.Operation;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds of every evidence, tried on some hundreds that seeds make up: healthy ones, sick ones, and ones with holes. */
class PropertiesTest {

    private static final int SECONDS = 60;
    private static final int SEEDS = 80;

    private static final Plan PLAN = plan(
            // A growth compares parts of the run, so that more in the wrong place may well be less growth.
            new Of(Statistic.GROWTH, "worker.rss").green("at most 10 %").criterion());

    private static final Plan WITHOUT_GROWTH = plan(new Of(Statistic.INCREASE, "orders.lost").criterion());

    private static Plan plan(Criterion first) {
        return PlanOf.criteria(
                        first,
                        new Of(Statistic.INCREASE, "orders.duplicated").criterion(),
                        new Of(Statistic.INCREASE, "trouble").yellow("below 5").criterion(),
                        ratio("orders.lost", "orders.submitted")
                                .green("below 1 %")
                                .yellow("at most 5 %")
                                .criterion(),
                        ratio("app_log.errors", "events.lines")
                                .green("below 1 %")
                                .yellow("at most 5 %")
                                .faults(Faults.EXCEPT)
                                .criterion(),
                        new Of(Statistic.RATE, "app_log.timeouts")
                                .green("below 0.2 /s")
                                .criterion(),
                        latency(Statistic.P50),
                        latency(Statistic.P95),
                        latency(Statistic.MAX),
                        latency(Statistic.MEAN),
                        new Of(Statistic.MIN, "worker.up").green("at least 1").criterion(),
                        new Of(Statistic.AVAILABILITY, "worker.up")
                                .green("at least 95 %")
                                .criterion(),
                        new Of(Statistic.P50, "worker.cpu")
                                .green("below 2 %")
                                .yellow("any")
                                .whileIt("orders.open", "exactly 0", Duration.ofSeconds(2))
                                .criterion(),
                        new Of(Statistic.MAX, "worker.rss").green("below 1 kB").criterion(),
                        new Of(Statistic.LAST, "orders.open").green("at most 3").criterion(),
                        new Of(Statistic.COUNT, "orders.latency")
                                .green("at least 10")
                                .criterion())
                .metric("trouble", Operation.SUM, "app_log.errors", "app_log.timeouts")
                .test(
                        "load",
                        List.of(),
                        new Of(Statistic.INCREASE, "orders.lost").test("load").criterion())
                .plan();
    }

    private static Criterion latency(Statistic statistic) {
        return new Of(statistic, "orders.latency")
                .during("load")
                .green("below 500 ms")
                .yellow("at most 1000 ms")
                .criterion();
    }

    private record Sample(String metric, double second, double value) {}

    /** A run as a seed makes it up: now and then without a metric, with a fault, a gap or an absence, or still going on. */
    private record Story(List<Sample> samples, UnaryOperator<InMemoryEvidence> course) {

        static Story of(Random random) {
            var samples = new ArrayList<Sample>();
            double sickness = random.nextInt(3) / 20.0;
            for (String metric : List.of("orders.submitted", "events.lines")) {
                every(random, second -> samples.add(new Sample(metric, second, 5 + random.nextInt(50))));
            }
            for (String metric : List.of("orders.duplicated", "orders.lost", "app_log.errors", "app_log.timeouts")) {
                every(
                        random,
                        second -> samples.add(new Sample(
                                metric, second, random.nextDouble() < sickness ? 1 + random.nextInt(3) : 0)));
            }
            every(
                    random,
                    second -> samples.add(new Sample(
                            "orders.latency",
                            second,
                            random.nextDouble() < sickness ? 1_500 : 50 + random.nextInt(600))));
            every(
                    random,
                    second -> samples.add(new Sample("worker.up", second, random.nextDouble() < sickness ? 0 : 1)));
            every(
                    random,
                    second -> samples.add(new Sample(
                            "worker.cpu", second, random.nextDouble() < sickness ? 40 : random.nextDouble() * 3)));
            every(random, second -> samples.add(new Sample("worker.rss", second, 900 + random.nextInt(120))));
            every(random, second -> samples.add(new Sample("orders.open", second, random.nextInt(2))));
            int at = random.nextInt(5, 50);
            boolean fault = random.nextInt(3) == 0;
            boolean gap = random.nextInt(4) == 0;
            boolean absent = random.nextInt(4) == 0;
            boolean goesOn = random.nextInt(5) == 0;
            return new Story(samples, evidence -> {
                evidence.occurrence("load", 5, 55);
                if (fault) {
                    evidence.fault(at, at + 4);
                }
                if (gap) {
                    evidence.gap(at - 3, at + 2);
                }
                if (absent) {
                    evidence.absence("worker", at, at + 8, "gone");
                }
                return goesOn ? evidence.ended(RunOutcome.UNFINISHED) : evidence;
            });
        }

        private static void every(Random random, IntConsumer second) {
            if (random.nextInt(12) > 0) {
                for (int each = 0; each < SECONDS; each++) {
                    second.accept(each);
                }
            }
        }

        /** Each sample where it belongs in its series, whatever the order in which it is told. */
        Evidence evidence() {
            var evidence = course.apply(new InMemoryEvidence(SECONDS));
            samples.forEach(sample -> evidence.sample(sample.metric(), sample.second(), sample.value()));
            return evidence;
        }

        Story with(Sample one) {
            var more = new ArrayList<>(samples);
            more.add(one);
            return new Story(more, course);
        }

        Story shuffled(Random random) {
            var other = new ArrayList<>(samples);
            Collections.shuffle(other, random);
            return new Story(other, course);
        }
    }

    /** What makes nothing better, whatever the rest is: an event that should not be, or a value on the wrong side of all others. */
    private static Sample blow(Random random) {
        double second = random.nextInt(SECONDS * 10 - 20) / 10.0;
        return switch (random.nextInt(8)) {
            case 0 -> new Sample("orders.duplicated", second, 1);
            case 1 -> new Sample("orders.lost", second, 1 + random.nextInt(5));
            case 2 -> new Sample("app_log.errors", second, 1 + random.nextInt(5));
            case 3 -> new Sample("app_log.timeouts", second, 1);
            case 4 -> new Sample("orders.latency", second, 2_000);
            case 5 -> new Sample("worker.up", second, 0);
            case 6 -> new Sample("worker.cpu", second, 100);
            default -> new Sample("worker.rss", SECONDS - random.nextDouble(), 5_000);
        };
    }

    @Test
    void aBadObservationImprovesNoLightOfWhatIsJudgedBeforeAndAfter() {
        int turned = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Story story = Story.of(random);
            List<Check> before = checks(WITHOUT_GROWTH, story);
            for (int blow = 0; blow < 6; blow++) {
                story = story.with(blow(random));
                List<Check> after = checks(WITHOUT_GROWTH, story);
                for (int i = 0; i < before.size(); i++) {
                    Check was = before.get(i);
                    Check is = after.get(i);
                    if (was.isEvaluated() && is.isEvaluated()) {
                        assertThat(is.light())
                                .as("seed %d, blow %d: %s; then %s", seed, blow, was.because(), is.because())
                                .isGreaterThanOrEqualTo(was.light());
                        turned += is.light() == was.light() ? 0 : 1;
                    }
                }
                before = after;
            }
        }
        assertThat(turned).as("lights that a blow has turned").isGreaterThan(SEEDS);
    }

    @Test
    void nothingHidesAnEventThatDecides() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Story story = Story.of(random).with(new Sample("orders.lost", 30, 1));
            for (int blow = 0; blow < 4; blow++) {
                story = story.with(blow(random));
                assertThat(checks(WITHOUT_GROWTH, story).getFirst().light())
                        .as("seed %d", seed)
                        .isEqualTo(Light.RED);
            }
        }
    }

    @Test
    void theOrderInWhichSamplesAreToldChangesNoVerdict() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Story story = Story.of(random);

            assertThat(Judge.judge(PLAN, story.shuffled(random).evidence()))
                    .as("seed %d", seed)
                    .isEqualTo(Judge.judge(PLAN, story.evidence()));
        }
    }

    /** Else the stories would show little. */
    @Test
    void everyLightAndEveryStateOccurs() {
        var states = EnumSet.noneOf(State.class);
        var lights = EnumSet.noneOf(Light.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            checks(PLAN, Story.of(new Random(seed))).forEach(check -> {
                states.add(check.state());
                lights.add(check.light());
            });
        }
        assertThat(states).containsExactlyInAnyOrder(State.EVALUATED, State.NO_DATA, State.INSUFFICIENT);
        assertThat(lights).containsExactlyInAnyOrder(Light.values());
    }

    private static List<Check> checks(Plan plan, Story story) {
        return Judge.judge(plan, story.evidence()).checks();
    }
}
