package io.burnin.plan;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is judged or awaited must be able to happen: a condition that can hold, a window in which there is something to see. */
final class ReachRule implements Linter.Rule {

    private static final String RULE = "reach";

    @Override
    public void check(Linted linted) {
        for (Plan plan : linted.plans()) {
            MetricCatalogue catalogue = MetricCatalogue.of(plan);
            for (Steps.Placed placed : Steps.of(plan)) {
                checkExpectation(linted, plan, catalogue, placed);
            }
            Set<String> scheduled = new LinkedHashSet<>();
            plan.profile().timetable().forEach(start -> scheduled.add(start.test()));
            Linted.criteriaOf(plan).stream()
                    .filter(criterion -> Linted.isJudged(criterion, plan))
                    .filter(criterion -> criterion
                            .window()
                            .during()
                            .or(criterion::test)
                            .map(scheduled::contains)
                            .orElse(true))
                    .forEach(criterion -> checkCriterion(linted, plan, catalogue, criterion));
        }
    }

    private static void checkExpectation(Linted linted, Plan plan, MetricCatalogue catalogue, Steps.Placed placed) {
        if (Steps.subjectOf(placed.step()).orElse(null)
                instanceof Step.Subject.OfMetric(var statistic, var metric, var where, var is)) {
            String path = placed.path() + "/" + placed.step().action();
            checkHolds(linted, plan, catalogue, path + "/is", statistic, metric, is);
            checkFed(linted, plan, path, metric, Optional.ofNullable(where.get(MetricCatalogue.ORIGIN)));
        }
    }

    private static void checkCriterion(Linted linted, Plan plan, MetricCatalogue catalogue, Criterion criterion) {
        String path = Linted.pathOf(criterion);
        criterion
                .recovered()
                .ifPresent(to -> checkHolds(linted, plan, catalogue, path + "/to", Statistic.LAST, criterion.of(), to));
        criterion
                .window()
                .condition()
                .ifPresent(during -> checkHolds(
                        linted,
                        plan,
                        catalogue,
                        path + "/window/while/is",
                        Statistic.LAST,
                        during.metric(),
                        during.is()));
        checkFed(
                linted,
                plan,
                path + "/" + criterion.statistic().word(),
                criterion.of(),
                Optional.ofNullable(criterion.where().get(MetricCatalogue.ORIGIN)));
        checkWindow(linted, plan, criterion, path + "/window");
    }

    private static void checkHolds(
            Linted linted,
            Plan plan,
            MetricCatalogue catalogue,
            String path,
            Statistic statistic,
            String metric,
            Condition is) {
        if (catalogue.find(metric).isPresent()
                && !Values.of(plan, statistic, metric).canKeep(is)) {
            linted.error(
                    RULE,
                    path,
                    "'%s' can never hold: no %s of %s is that"
                            .formatted(is, statistic == Statistic.LAST ? "value" : statistic.word(), metric),
                    "write a limit that can be kept");
        }
    }

    /** A ledger tells of each test what that test has submitted, and of one that submits nothing it tells nothing. */
    private static void checkFed(Linted linted, Plan plan, String path, String metric, Optional<String> origin) {
        Test test = origin.map(plan.tests()::get).orElse(null);
        if (test == null) {
            return;
        }
        Set<String> fed = new LinkedHashSet<>();
        Steps.of(test).forEach(placed -> Steps.ledgersOf(placed.step()).forEach(fed::add));
        Plan.DerivedMetric derived = plan.metrics().get(metric);
        List<String> parts = derived == null ? List.of(metric) : derived.of();
        Set<String> ledgers = new LinkedHashSet<>();
        for (String part : parts) {
            String owner = part.substring(0, Math.max(0, part.indexOf('.')));
            if (!(plan.probes().get(owner) instanceof Probe.Ledger)) {
                return;
            }
            ledgers.add(owner);
        }
        if (ledgers.stream().noneMatch(fed::contains)) {
            linted.warning(
                    RULE,
                    path,
                    "no step of '%s' feeds %s, so there will be nothing to see of it"
                            .formatted(test.name(), String.join(" or ", ledgers)),
                    "write 'origin: all' for what every test caused");
        }
    }

    private static void checkWindow(Linted linted, Plan plan, Criterion criterion, String path) {
        String profile = plan.profile().name();
        Spans faults = Lengths.faults(plan);
        boolean needsFault = criterion.statistic() == Statistic.RECOVERY
                || criterion.window().faults() == Criterion.Window.Faults.ONLY;
        if (needsFault && faults.isEmpty()) {
            linted.warning(
                    RULE,
                    criterion.window().faults() == Criterion.Window.Faults.ONLY
                            ? path + "/only"
                            : Linted.pathOf(criterion) + "/recovery",
                    "the profile %s disturbs nothing, so there will be nothing to judge".formatted(profile),
                    "schedule a test that disturbs, or say 'only' for which profiles this is");
        }
        Optional<Spans> base = certainly(plan, criterion);
        if (base.isEmpty()) {
            return;
        }
        Duration warmup = criterion.window().warmup();
        Spans warm = base.get().after(warmup);
        if (warm.isEmpty()) {
            linted.warning(
                    RULE,
                    path + "/warmup",
                    "the profile %s is over before a warm-up of %s is".formatted(profile, ScheduleRule.text(warmup)),
                    "shorten the warm-up, or say 'only' for which profiles this is");
        } else if (criterion.window().faults() == Criterion.Window.Faults.EXCEPT
                && warm.without(faults).isEmpty()) {
            linted.warning(
                    RULE,
                    path + "/except",
                    "the profile %s is disturbed throughout, so there will be nothing to judge".formatted(profile),
                    "schedule the disturbing tests elsewhere, or say 'only' for which profiles this is");
        }
        Duration longest =
                warm.list().stream().map(Span::length).max(Duration::compareTo).orElse(Duration.ZERO);
        criterion
                .window()
                .condition()
                .filter(during -> !warm.isEmpty() && during.hold().compareTo(longest) >= 0)
                .ifPresent(during -> linted.warning(
                        RULE,
                        path + "/while/for",
                        "the profile %s has no stretch of %s, so there will be nothing to judge"
                                .formatted(profile, ScheduleRule.text(during.hold())),
                        "shorten 'for', or say 'only' for which profiles this is"));
    }

    /** The stretches it looks at, where the schedule alone says how long they are: the run's, or of a test that goes on. */
    private static Optional<Spans> certainly(Plan plan, Criterion criterion) {
        Optional<String> test = criterion.window().during().or(criterion::test);
        if (test.isEmpty()) {
            return Optional.of(Spans.of(
                    new Span(Instant.EPOCH, Instant.EPOCH.plus(plan.profile().duration()))));
        }
        return Optional.ofNullable(plan.tests().get(test.get()))
                .filter(Lengths::goesOn)
                .map(known -> Lengths.occurrences(plan, known.name()))
                .filter(spans -> !spans.isEmpty());
    }
}
