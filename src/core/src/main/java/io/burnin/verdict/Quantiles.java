package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;
import static io.burnin.verdict.Estimates.CONFIDENCE;

import io.burnin.metric.Interval;
import io.burnin.metric.Proportion;
import io.burnin.metric.Quantile;
import io.burnin.plan.Criterion;
import io.burnin.verdict.Estimate.Value;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** A percentile by nearest rank, with limits that are values which were seen. */
record Quantiles(double share) {

    private static final String METHOD = "order statistics";

    Estimate of(Criterion criterion, Observed observed, Window window) {
        double[] sorted = observed.sorted(window);
        if (sorted.length == 0) {
            return Estimates.nothing(observed.name());
        }
        var quantile = new Quantile(share);
        double value = quantile.of(sorted);
        double side = (1 + CONFIDENCE) / 2;
        return new Value(
                value,
                observed.unit(),
                sorted.length,
                limits(quantile, sorted, side),
                limits(quantile, sorted, CONFIDENCE),
                "%s of %s %s is %s"
                        .formatted(
                                criterion.statistic().word(),
                                format(sorted.length),
                                observed.name(),
                                format(value, observed.unit())),
                needed(criterion, sorted)
                        .map(n -> "%s values with no more that break the limit; %s seen"
                                .formatted(format(n), format(sorted.length))),
                false);
    }

    /** Where there are too few values for an upper or a lower limit there is none. */
    private static Optional<Interval> limits(Quantile quantile, double[] sorted, double side) {
        OptionalInt lower = quantile.lowerRank(sorted.length, side);
        OptionalInt upper = quantile.upperRank(sorted.length, side);
        return lower.isEmpty() || upper.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Interval(sorted[lower.getAsInt() - 1], sorted[upper.getAsInt() - 1], CONFIDENCE, METHOD));
    }

    /** A percentile below a limit is the same as a share of values that break it below the rest. */
    private Optional<Long> needed(Criterion criterion, double[] sorted) {
        if (!Bands.of(criterion).isUpperLimit()) {
            return Optional.empty();
        }
        long breaking = Arrays.stream(sorted)
                .filter(value -> !criterion.green().holds(value))
                .count();
        return Optional.of(new Proportion(breaking, Math.max(1, breaking)).trialsToProveBelow(1 - share, CONFIDENCE));
    }
}
