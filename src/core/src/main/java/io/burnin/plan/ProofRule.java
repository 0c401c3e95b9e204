package io.burnin.plan;

import io.burnin.metric.PoissonCount;
import io.burnin.metric.Proportion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A limit that the planned load cannot prove, even if nothing goes wrong, is told before the run and not after it. */
final class ProofRule implements Linter.Rule {

    private static final double CONFIDENCE = 0.95;
    private static final double PERCENT = 100;
    private static final double SECONDS_PER_HOUR = 3_600;

    private record Need(String metric, long samples) {}

    @Override
    public void check(Linted linted) {
        for (Plan plan : linted.plans()) {
            var yield = new Yield(plan);
            Set<String> scheduled = new LinkedHashSet<>();
            plan.profile().timetable().forEach(start -> scheduled.add(start.test()));
            Linted.criteriaOf(plan).stream()
                    .filter(criterion -> Linted.isJudged(criterion, plan))
                    .filter(criterion -> !criterion.green().isRelative())
                    .filter(criterion -> criterion
                            .window()
                            .during()
                            .or(criterion::test)
                            .map(scheduled::contains)
                            .orElse(true))
                    .forEach(criterion -> {
                        need(plan, criterion).ifPresent(need -> check(linted, plan, yield, criterion, need));
                        checkRate(linted, plan, yield, criterion);
                        checkReached(linted, plan, yield, criterion);
                    });
        }
    }

    private static void check(Linted linted, Plan plan, Yield yield, Criterion criterion, Need need) {
        Optional<List<Yield.Part>> parts = yield.of(need.metric(), criterion);
        double expected = parts.stream()
                .flatMap(List::stream)
                .mapToDouble(Yield.Part::samples)
                .sum();
        if (parts.isEmpty() || expected >= need.samples()) {
            return;
        }
        linted.warning(
                "proof",
                Linted.pathOf(criterion) + "/green",
                "'%s' needs %,d %s to be proven, the profile %s yields about %,d"
                        .formatted(
                                criterion.green(),
                                need.samples(),
                                need.metric(),
                                plan.profile().name(),
                                Math.round(expected)),
                remedy(parts.get(), need.samples() - expected));
    }

    /** No event in so long a time still leaves a rate of that size possible. */
    private static void checkRate(Linted linted, Plan plan, Yield yield, Criterion criterion) {
        double limit = criterion.green().storedLimit();
        if (criterion.statistic() != Statistic.RATE || !criterion.green().isUpper() || limit <= 0) {
            return;
        }
        Duration needed = Duration.ofSeconds(new PoissonCount(0).unitsToProveBelow(limit, CONFIDENCE));
        Duration looked = yield.window(criterion).length();
        if (looked.isPositive() && looked.compareTo(needed) < 0) {
            linted.warning(
                    "proof",
                    Linted.pathOf(criterion) + "/green",
                    "'%s' needs %s without one to be proven, the profile %s looks for %s"
                            .formatted(
                                    criterion.green(),
                                    ScheduleRule.text(needed),
                                    plan.profile().name(),
                                    ScheduleRule.text(looked)),
                    "a longer run would do; else it can be green, but not proven");
        }
    }

    /** So many as green asks for must come together in the first place. */
    private static void checkReached(Linted linted, Plan plan, Yield yield, Criterion criterion) {
        boolean counts = criterion.statistic() == Statistic.INCREASE || criterion.statistic() == Statistic.COUNT;
        double asked = criterion.green().storedLimit();
        Optional<List<Yield.Part>> parts =
                counts && criterion.green().isLower() ? yield.of(criterion.of(), criterion) : Optional.empty();
        double expected = parts.stream()
                .flatMap(List::stream)
                .mapToDouble(Yield.Part::samples)
                .sum();
        if (parts.isEmpty() || expected >= asked) {
            return;
        }
        linted.warning(
                "proof",
                Linted.pathOf(criterion) + "/green",
                "'%s' will not be reached: the profile %s yields about %,d %s"
                        .formatted(criterion.green(), plan.profile().name(), Math.round(expected), criterion.of()),
                load(parts.get(), asked - expected).orElse("more load would do") + "; a longer run would do too");
    }

    private static String remedy(List<Yield.Part> parts, double missing) {
        return load(parts, missing).orElse("more load would do")
                + "; a longer run would do too; else it can be green, but not proven";
    }

    /** {@code order at 3,004/h would do}; empty if there is not just one load to be raised. */
    private static Optional<String> load(List<Yield.Part> parts, double missing) {
        var loads = new LinkedHashMap<Step.HttpLoad, Double>();
        parts.forEach(part -> part.load().ifPresent(load -> loads.merge(load, part.samples(), Double::sum)));
        if (loads.size() != 1) {
            return Optional.empty();
        }
        Step.HttpLoad load = loads.firstEntry().getKey();
        double times = 1 + missing / loads.firstEntry().getValue();
        long perHour = (long) Math.ceil(load.arrivals().perSecond() * SECONDS_PER_HOUR * times);
        return Optional.of("%s at %,d/h would do".formatted(load.options().as().orElse("the load"), perHour));
    }

    /** How many samples without a single bad one prove the green limit. */
    private static Optional<Need> need(Plan plan, Criterion criterion) {
        Condition green = criterion.green();
        double limit = green.storedLimit() / PERCENT;
        if (!green.isUpper() || limit <= 0 || criterion.about() == Criterion.About.EVIDENCE) {
            return Optional.empty();
        }
        return switch (criterion.statistic()) {
            case RATIO ->
                limit >= 1
                        ? Optional.empty()
                        : criterion.per().map(per -> new Need(per, trials(plan, criterion, per, limit)));
            case P50 -> quantile(criterion, 0.5);
            case P75 -> quantile(criterion, 0.75);
            case P90 -> quantile(criterion, 0.9);
            case P95 -> quantile(criterion, 0.95);
            case P99 -> quantile(criterion, 0.99);
            case P999 -> quantile(criterion, 0.999);
            case INCREASE, RATE, MEAN, MIN, MAX, LAST, COUNT, GROWTH, TREND, AVAILABILITY, RECOVERY -> Optional.empty();
        };
    }

    /** A share of trials where the one is a part of the other, else events at a rate. */
    private static long trials(Plan plan, Criterion criterion, String per, double limit) {
        return new Shares(plan).isPartOf(criterion.of(), per)
                ? new Proportion(0, 1).trialsToProveBelow(limit, CONFIDENCE)
                : new PoissonCount(0).unitsToProveBelow(limit, CONFIDENCE);
    }

    private static Optional<Need> quantile(Criterion criterion, double q) {
        return Optional.of(new Need(criterion.of(), new Proportion(0, 1).trialsToProveBelow(1 - q, CONFIDENCE)));
    }
}
