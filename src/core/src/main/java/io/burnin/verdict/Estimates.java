package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;

import io.burnin.metric.Interval;
import io.burnin.metric.PoissonCount;
import io.burnin.metric.Totals;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.verdict.Estimate.NoData;
import io.burnin.verdict.Estimate.Value;
import io.burnin.verdict.Observed.Count;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Computes the statistic of a criterion from what was stored. Intervals are of 95 %. */
final class Estimates {

    static final double CONFIDENCE = 0.95;

    private final Plan plan;
    private final MetricCatalogue catalogue;
    private final Evidence evidence;
    private final Digests digests;

    Estimates(Plan plan, MetricCatalogue catalogue, Evidence evidence, Digests digests) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.evidence = evidence;
        this.digests = digests;
    }

    Observed observed(Criterion criterion) {
        return observed(criterion.of(), criterion.where());
    }

    Observed observed(String metric, Map<String, String> where) {
        return Observed.of(plan, catalogue, evidence, digests, metric, where);
    }

    Optional<Observed> denominator(Criterion criterion) {
        return criterion.per().map(per -> observed(per, criterion.where()));
    }

    Estimate of(Criterion criterion, Window window) {
        digests.need(criterion);
        Observed observed = observed(criterion);
        if (criterion.frame().isPresent()) {
            return new Frames(criterion, evidence).of(observed, denominator(criterion), window);
        }
        return switch (criterion.statistic()) {
            case RATIO ->
                new Ratios(plan).of(criterion, observed, denominator(criterion).orElseThrow(), window);
            case INCREASE -> increase(criterion, observed, window);
            case RATE -> rate(observed, window);
            case COUNT -> count(observed, window);
            case P50 -> new Quantiles(0.5).of(criterion, observed, window);
            case P75 -> new Quantiles(0.75).of(criterion, observed, window);
            case P90 -> new Quantiles(0.9).of(criterion, observed, window);
            case P95 -> new Quantiles(0.95).of(criterion, observed, window);
            case P99 -> new Quantiles(0.99).of(criterion, observed, window);
            case P999 -> new Quantiles(0.999).of(criterion, observed, window);
            case MEAN -> Means.of(criterion, observed, window);
            case MIN -> extreme("least", observed, window, Totals::min);
            case MAX -> extreme("greatest", observed, window, Totals::max);
            case LAST -> last(criterion, observed, window);
            case AVAILABILITY -> new OverTime(evidence).availability(observed, window);
            case RECOVERY -> new OverTime(evidence).recovery(criterion, observed, window);
            case GROWTH -> new Drift(evidence, digests).growth(observed, window);
            case TREND -> new Drift(evidence, digests).trend(criterion, observed, window);
        };
    }

    static NoData nothing(String metric) {
        return new NoData("no sample of %s in the window".formatted(metric), 0);
    }

    private static Estimate increase(Criterion criterion, Observed observed, Window window) {
        Count count = observed.count(window);
        boolean decided = count.events() > 0 && Bands.of(criterion).isFinal(criterion.statistic(), count.sum());
        if (!count.isComplete() && !decided) {
            return nothing(String.join(" and of ", count.unobserved()));
        }
        Optional<Interval> interval = count.events() < 0
                ? Optional.empty()
                : Optional.of(new PoissonCount(count.events()).interval(CONFIDENCE));
        String told = "%s %s in %s%s"
                .formatted(
                        format(count.sum()),
                        observed.name(),
                        format(window.spans().length()),
                        boundOfNone(criterion, count, window));
        return new Value(
                count.sum(), Unit.COUNT, count.samples(), interval, Optional.empty(), told, Optional.empty(), false);
    }

    /** Nothing seen is not nothing there: so rare is it at least. */
    private static String boundOfNone(Criterion criterion, Count count, Window window) {
        boolean none = count.events() == 0 && Bands.of(criterion).isUpperLimit();
        double most = new PoissonCount(0).upper(CONFIDENCE);
        Duration apart = Duration.ofMillis(Math.round(window.spans().length().toMillis() / most));
        return none ? " (95 %%: at most one in %s)".formatted(format(apart)) : "";
    }

    private static Estimate rate(Observed observed, Window window) {
        Count count = observed.count(window);
        double seconds = window.spans().length().toMillis() / 1_000.0;
        if (!count.isComplete() || seconds == 0 || count.events() < 0) {
            return nothing(String.join(" and of ", count.isComplete() ? List.of(observed.name()) : count.unobserved()));
        }
        var events = new PoissonCount(count.events());
        double perSecond = count.sum() / seconds;
        return new Value(
                perSecond,
                Unit.PER_SECOND,
                count.samples(),
                Optional.of(events.interval(CONFIDENCE).times(1 / seconds)),
                Optional.of(
                        new Interval(events.lower(CONFIDENCE), events.upper(CONFIDENCE), CONFIDENCE, "exact Poisson")
                                .times(1 / seconds)),
                "%s %s in %s: %s"
                        .formatted(
                                format(count.sum()),
                                observed.name(),
                                format(window.spans().length()),
                                format(perSecond, Unit.PER_SECOND)),
                Optional.empty(),
                false);
    }

    private static Estimate count(Observed observed, Window window) {
        long samples = observed.count(window).samples();
        return samples == 0
                ? nothing(observed.name())
                : Value.plain(
                        samples, Unit.COUNT, samples, "%s samples of %s".formatted(format(samples), observed.name()));
    }

    private static Estimate extreme(String word, Observed observed, Window window, ToDoubleFunction<Totals> choice) {
        Totals totals = observed.readings(window).stream().map(Readings::totals).reduce(Totals.NONE, Totals::plus);
        if (totals.count() == 0) {
            return nothing(observed.name());
        }
        double value = choice.applyAsDouble(totals);
        return Value.plain(
                value,
                observed.unit(),
                totals.count(),
                "the %s of %s %s is %s"
                        .formatted(word, format(totals.count()), observed.name(), format(value, observed.unit())));
    }

    /** Of several series the one that is farthest on the wrong side: one bad instance is not made good by the others. */
    private static Estimate last(Criterion criterion, Observed observed, Window window) {
        List<Readings> readings = observed.readings(window);
        if (readings.isEmpty()) {
            return nothing(observed.name());
        }
        double[] levels = readings.stream()
                .mapToDouble(each -> each.last().orElseThrow().value())
                .sorted()
                .toArray();
        double worst = Bands.of(criterion).worse(levels[levels.length - 1], levels[0]);
        long samples =
                readings.stream().mapToLong(each -> each.totals().count()).sum();
        return Value.plain(
                worst,
                observed.unit(),
                samples,
                "the last of %s %s is %s".formatted(format(samples), observed.name(), format(worst, observed.unit())));
    }
}
