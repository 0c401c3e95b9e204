package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;
import static io.burnin.verdict.Estimates.CONFIDENCE;

import io.burnin.metric.Interval;
import io.burnin.metric.PoissonCount;
import io.burnin.metric.Proportion;
import io.burnin.metric.Spans;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.Shares;
import io.burnin.verdict.Estimate.Insufficient;
import io.burnin.verdict.Estimate.NoData;
import io.burnin.verdict.Estimate.Value;
import io.burnin.verdict.Observed.Count;
import java.util.ArrayList;
import java.util.Optional;

/**
 * 100 × the sum of one counter / the sum of another. A share of trials (binomial) only where each of the one is one of the
 * other; else events at a rate per unit of the other (Poisson).
 */
record Ratios(Plan plan) {

    private static final double PERCENT = 100;

    Estimate of(Criterion criterion, Observed numerator, Observed denominator, Window window) {
        Count hits = numerator.count(window);
        Count trials = denominator.count(window);
        var unobserved = new ArrayList<>(hits.unobserved());
        unobserved.addAll(trials.unobserved());
        long samples = hits.samples() + trials.samples();
        if (!unobserved.isEmpty()) {
            return new NoData("no sample of %s in the window".formatted(String.join(" and of ", unobserved)), samples);
        }
        if (trials.events() <= 0) {
            return new NoData(
                    "0 %s in the window: nothing to divide by (%s %s)"
                            .formatted(denominator.name(), format(hits.sum()), numerator.name()),
                    samples);
        }
        boolean isPart = new Shares(plan).isPartOf(numerator.name(), denominator.name());
        boolean isShare = isPart && hits.events() >= 0 && hits.events() <= trials.events();
        if (isPart && !isShare && isWhole(window)) {
            return new Insufficient(
                    "%s %s of %s %s: a part is never more than the whole"
                            .formatted(format(hits.sum()), numerator.name(), format(trials.sum()), denominator.name()),
                    samples);
        }
        double value = PERCENT * hits.sum() / trials.sum();
        Interval shown =
                isShare ? share(hits, trials).interval(CONFIDENCE) : rate(hits).interval(CONFIDENCE);
        Interval oneSided = isShare
                ? new Interval(
                        share(hits, trials).lower(CONFIDENCE),
                        share(hits, trials).upper(CONFIDENCE),
                        CONFIDENCE,
                        shown.method())
                : new Interval(rate(hits).lower(CONFIDENCE), rate(hits).upper(CONFIDENCE), CONFIDENCE, shown.method());
        double scale = isShare ? PERCENT : PERCENT / trials.sum();
        return new Value(
                value,
                Unit.PERCENT,
                trials.events(),
                Optional.of(shown.times(scale)),
                Optional.of(oneSided.times(scale)),
                "%s %s of %s %s: %s"
                        .formatted(
                                format(hits.sum()),
                                numerator.name(),
                                format(trials.sum()),
                                denominator.name(),
                                format(value, Unit.PERCENT)),
                needed(criterion, hits, isShare)
                        .map(n -> "%s %s with no more than these %s; %s seen"
                                .formatted(format(n), denominator.name(), format(hits.sum()), format(trials.sum()))),
                false);
    }

    /** Where something is cut out, what was submitted within may be done without. */
    private static boolean isWhole(Window window) {
        return window.spans().equals(Spans.of(window.run()));
    }

    private static Proportion share(Count hits, Count trials) {
        return new Proportion(hits.events(), trials.events());
    }

    private static PoissonCount rate(Count hits) {
        return new PoissonCount(Math.max(0, hits.events()));
    }

    private static Optional<Long> needed(Criterion criterion, Count hits, boolean isShare) {
        double limit = criterion.green().storedLimit() / PERCENT;
        if (!Bands.of(criterion).isUpperLimit() || limit <= 0 || isShare && limit >= 1 || hits.events() < 0) {
            return Optional.empty();
        }
        return Optional.of(
                isShare
                        ? new Proportion(hits.events(), Math.max(1, hits.events()))
                                .trialsToProveBelow(limit, CONFIDENCE)
                        : rate(hits).unitsToProveBelow(limit, CONFIDENCE));
    }
}
