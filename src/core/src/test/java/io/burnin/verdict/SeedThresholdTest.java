package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.Kind;
import io.burnin.metric.MetricDefinition;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.BuiltInPlans;
import io.burnin.plan.Criterion;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Profile;
import io.burnin.verdict.Check.State;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every threshold of the plan that the product was ordered for, at its edges, judged by the criteria of the built-in plan. Where
 * that plan's words leave a hole or name a value twice ("1-5 %" beside "&lt; 1 %" and "&gt; 5 %"), the worse light is taken.
 */
class SeedThresholdTest {

    private static final Plan PLAN = plan("quick");
    private static final MetricCatalogue METRICS = MetricCatalogue.of(PLAN);
    private static final int SECONDS = 60;

    private static Plan plan(String profile) {
        try {
            return PlanFile.read(BuiltInPlans.source("phase1-burn-in").orElseThrow())
                    .example(profile);
        } catch (PlanException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Hundred thousand transitions or results: a thousandth of a percent is one of them. */
    @ParameterizedTest(name = "{0}: {1} of 100,000 is {2}")
    @CsvSource({
        "lock-timeout-rate, 0, GREEN",
        "lock-timeout-rate, 999, GREEN",
        "lock-timeout-rate, 1000, YELLOW",
        "lock-timeout-rate, 1001, YELLOW",
        "lock-timeout-rate, 4999, YELLOW",
        "lock-timeout-rate, 5000, YELLOW",
        "lock-timeout-rate, 5001, RED",
        "lock-timeout-rate, 100000, RED",
        "concurrent-transitions/lock-timeout-rate, 0, GREEN",
        "concurrent-transitions/lock-timeout-rate, 4999, GREEN",
        "concurrent-transitions/lock-timeout-rate, 5000, RED",
        "concurrent-transitions/lock-timeout-rate, 5001, RED",
        "failed-notifications, 0, GREEN",
        "failed-notifications, 99, GREEN",
        "failed-notifications, 100, YELLOW",
        "failed-notifications, 101, YELLOW",
        "failed-notifications, 999, YELLOW",
        "failed-notifications, 1000, YELLOW",
        "failed-notifications, 1001, RED",
        "normal-load/load-reached, 100000, GREEN",
        "normal-load/load-reached, 90000, GREEN",
        "normal-load/load-reached, 89999, YELLOW",
        "normal-load/load-reached, 0, YELLOW"
    })
    void ofRates(String path, double hits, Light expected) {
        Criterion criterion = criterion(path);
        InMemoryEvidence evidence = evidence();
        counted(evidence, criterion, criterion.of(), hits);
        counted(evidence, criterion, criterion.per().orElseThrow(), 100_000);

        assertLight(path, evidence, expected);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "stale-claims, 0, GREEN",
        "stale-claims, 1, YELLOW",
        "stale-claims, 4, YELLOW",
        "stale-claims, 5, RED",
        "stale-claims, 6, RED",
        "state-corruption, 0, GREEN",
        "state-corruption, 1, RED",
        "log-corruption, 0, GREEN",
        "log-corruption, 1, RED",
        "duplicate-ids, 0, GREEN",
        "duplicate-ids, 1, RED",
        "transitions-logged, 0, GREEN",
        "transitions-logged, 1, RED",
        "duplicate-jobs, 0, GREEN",
        "duplicate-jobs, 1, RED",
        "lost-jobs, 0, GREEN",
        "lost-jobs, 1, RED",
        "service-crashes, 0, GREEN",
        "service-crashes, 1, RED",
        "services-recovered, 0, GREEN",
        "services-recovered, 1, RED",
        "event-mode, 0, GREEN",
        "event-mode, 1, RED",
        "event-mode-active, 0, RED",
        "event-mode-active, 1, GREEN",
        "normal-load/all-jobs-complete, 0, GREEN",
        "normal-load/all-jobs-complete, 1, RED",
        "core-resilience/worker-survives, 0, GREEN",
        "core-resilience/worker-survives, 1, RED",
        "core-resilience/results-written, 0, GREEN",
        "core-resilience/results-written, 1, RED",
        "core-resilience/failures-saved, 0, RED",
        "core-resilience/failures-saved, 1, GREEN",
        "core-resilience/no-duplicates, 0, GREEN",
        "core-resilience/no-duplicates, 1, RED",
        "core-resilience/core-returns, 0, GREEN",
        "core-resilience/core-returns, 1, RED",
        "concurrent-transitions/state-intact, 0, GREEN",
        "concurrent-transitions/state-intact, 1, RED",
        "concurrent-transitions/all-logged, 0, GREEN",
        "concurrent-transitions/all-logged, 1, RED",
        "concurrent-transitions/ids-unique, 0, GREEN",
        "concurrent-transitions/ids-unique, 1, RED",
        "concurrent-transitions/log-intact, 0, GREEN",
        "concurrent-transitions/log-intact, 1, RED",
        "watchdog-burst/exactly-once, 0, GREEN",
        "watchdog-burst/exactly-once, 1, RED",
        "watchdog-burst/no-duplicates, 0, GREEN",
        "watchdog-burst/no-duplicates, 1, RED",
        "reboot-recovery/last-state-loaded, 0, GREEN",
        "reboot-recovery/last-state-loaded, 1, RED",
        "reboot-recovery/state-intact, 0, GREEN",
        "reboot-recovery/state-intact, 1, RED",
        "reboot-recovery/unclaimed-jobs, 0, GREEN",
        "reboot-recovery/unclaimed-jobs, 1, RED",
        "reboot-recovery/orphaned-jobs, 0, GREEN",
        "reboot-recovery/orphaned-jobs, 1, RED",
        "reboot-recovery/no-duplicates, 0, GREEN",
        "reboot-recovery/no-duplicates, 1, RED",
        "reboot-recovery/services-return, 0, GREEN",
        "reboot-recovery/services-return, 1, RED",
        "spot-check/state-intact, 0, GREEN",
        "spot-check/state-intact, 1, RED"
    })
    void ofCounts(String path, double count, Light expected) {
        Criterion criterion = criterion(path);
        InMemoryEvidence evidence = evidence();
        counted(evidence, criterion, criterion.of(), count);

        assertLight(path, evidence, expected);
    }

    /** Of a hundred jobs the slowest six, so that the 95th percentile is one of them, and the maximum too. */
    @ParameterizedTest(name = "{0}: {1} ms is {2}")
    @CsvSource({
        "job-latency, 499, GREEN",
        "job-latency, 499.999, GREEN",
        "job-latency, 500, YELLOW",
        "job-latency, 500.001, YELLOW",
        "job-latency, 1000, YELLOW",
        "job-latency, 1000.001, RED",
        "job-latency, 1001, RED",
        "watchdog-burst/latency, 499, GREEN",
        "watchdog-burst/latency, 499.999, GREEN",
        "watchdog-burst/latency, 500, YELLOW",
        "watchdog-burst/latency, 1000, YELLOW",
        "watchdog-burst/latency, 1000.001, RED",
        "watchdog-burst/latency, 1001, RED"
    })
    void ofLatencies(String path, double millis, Light expected) {
        Criterion criterion = criterion(path);
        InMemoryEvidence evidence = evidence();
        for (int i = 0; i < 100; i++) {
            evidence.sample(series(criterion, criterion.of()), within(criterion) + 2, i < 94 ? 10 : millis);
        }

        assertLight(path, evidence, expected);
    }

    /** While a job is open it is not idle, and does not count. */
    @ParameterizedTest(name = "worker-cpu-idle: {0} % is {1}")
    @CsvSource({"0, GREEN", "1.99, GREEN", "2, YELLOW", "2.01, YELLOW", "100, YELLOW"})
    void ofTheIdleProcessor(double percent, Light expected) {
        SeriesKey open = SeriesKey.of("jobs.open").with("origin", "normal-load");
        InMemoryEvidence evidence = evidence();
        for (int second = 0; second < SECONDS; second++) {
            evidence.sample(open, second, second < 20 ? 1 : 0).sample("worker.cpu", second, second < 22 ? 90 : percent);
        }

        assertLight("worker-cpu-idle", evidence, expected);
    }

    /** From the second fifth of the run to its last. */
    @ParameterizedTest(name = "{0}: to {1} % is {2}")
    @CsvSource({
        "worker-memory, 100, GREEN",
        "worker-memory, 109.9, GREEN",
        "worker-memory, 110, GREEN",
        "worker-memory, 110.1, YELLOW",
        "worker-memory, 150, YELLOW",
        "worker-memory, 150.1, RED",
        "worker-handles, 125, GREEN",
        "worker-handles, 125.1, YELLOW",
        "worker-handles, 200, YELLOW",
        "worker-handles, 200.1, RED"
    })
    void ofGrowth(String path, double percent, Light expected) {
        IntToDoubleFunction level = second -> second < 40 ? 1_000 : 10 * percent;

        assertLight(path, evidence().everySecond(criterion(path).of(), 0, SECONDS, level), expected);
    }

    @Test
    void leavesOutNoCriterionOfTheProfile() {
        var tested = new TreeSet<>(List.of("worker-cpu-idle"));
        Arrays.stream(SeedThresholdTest.class.getDeclaredMethods())
                .filter(method -> !method.getName().equals("ofTheIdleProcessor"))
                .flatMap(SeedThresholdTest::rows)
                .map(row -> row.split(",")[0])
                .forEach(tested::add);

        assertThat(criteria()
                        .filter(criterion ->
                                criterion.only().isEmpty() || criterion.only().contains("quick"))
                        .map(Criterion::path))
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    private static Stream<String> rows(Method method) {
        return Stream.ofNullable(method.getAnnotation(CsvSource.class)).flatMap(source -> Stream.of(source.value()));
    }

    private static Stream<Criterion> criteria() {
        return Stream.concat(
                PLAN.criteria().stream(), PLAN.tests().values().stream().flatMap(test -> test.criteria().stream()));
    }

    private static Criterion criterion(String path) {
        return criteria()
                .filter(criterion -> criterion.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no criterion " + path));
    }

    /** A run in which every test ran as the profile has it, and nothing was measured yet. */
    private static InMemoryEvidence evidence() {
        var evidence = new InMemoryEvidence(SECONDS);
        for (Profile.Planned planned : PLAN.profile().timetable()) {
            double start = start(planned);
            evidence.occurrence(planned.test(), start, start + 5);
        }
        return evidence;
    }

    private static double start(Profile.Planned planned) {
        return planned.at().toMillis() / 1_000.0;
    }

    /** A moment at which what happens counts for that criterion. */
    private static double within(Criterion criterion) {
        String test = criterion.window().during().or(criterion::test).orElse("normal-load");
        return PLAN.profile().timetable().stream()
                        .filter(planned -> planned.test().equals(test))
                        .mapToDouble(SeedThresholdTest::start)
                        .min()
                        .orElseThrow()
                + 1;
    }

    /** Of a derived metric the first part has counted it, and the others nothing. */
    private static void counted(InMemoryEvidence evidence, Criterion criterion, String metric, double count) {
        List<String> parts =
                PLAN.metrics().containsKey(metric) ? PLAN.metrics().get(metric).of() : List.of(metric);
        for (String part : parts) {
            SeriesKey series = series(criterion, part);
            evidence.sample(series, within(criterion), part.equals(parts.getFirst()) ? count : 0);
        }
    }

    private static SeriesKey series(Criterion criterion, String metric) {
        MetricDefinition definition = METRICS.find(metric).orElseThrow();
        assertThat(definition.kind()).isIn(Kind.COUNTER, Kind.DURATION);
        Map<String, String> labels = new HashMap<>(criterion.where());
        labels.keySet().retainAll(definition.labels());
        return new SeriesKey(metric, labels);
    }

    private static void assertLight(String path, InMemoryEvidence evidence, Light expected) {
        Check check = Judge.judge(PLAN, evidence).checks().stream()
                .filter(each -> each.criterion().equals(path))
                .findFirst()
                .orElseThrow();

        assertThat(check.state()).as(check.because()).isEqualTo(State.EVALUATED);
        assertThat(check.light()).as(check.because()).isEqualTo(expected);
    }
}
