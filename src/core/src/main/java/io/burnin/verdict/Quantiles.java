package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;
import static io.burnin.verdict.Estimates.CONFIDENCE;

import io.burnin.metric.Interval;
import io.burnin.metric.Proportion;
import io.burnin.metric.Quantile;
import io.burnin.metric.SortedParts;
import io.burnin.plan.Criterion;
import io.burnin.verdict.Estimate.Value;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/** A percentile by nearest rank, with limits that are values which were seen. */
record Quantiles(double share) {

    private static final String METHOD = "order statistics";

    Estimate of(Criterion criterion, Observed observed, Window window) {
        SortedParts sorted = Readings.sorted(observed.readings(window));
        int size = sorted.size();
        if (size == 0) {
            return Estimates.nothing(observed.name());
        }
        var quantile = new Quantile(share);
        double side = (1 + CONFIDENCE) / 2;
        IntToDoubleFunction near = sorted.between(
                quantile.lowerRank(size, side).orElse(1),
                quantile.upperRank(size, side).orElse(size));
        double value = near.applyAsDouble(quantile.rank(size));
        return new Value(
                value,
                observed.unit(),
                size,
                limits(quantile, size, near, side),
                limits(quantile, size, near, CONFIDENCE),
                "%s of %s %s is %s"
                        .formatted(
                                criterion.statistic().word(),
                                format(size),
                                observed.name(),
                                format(value, observed.unit())),
                needed(criterion, sorted)
                        .map(n -> "%s values with no more that break the limit; %s seen"
                                .formatted(format(n), format(size))),
                false);
    }

    /** Where there are too few values for an upper or a lower limit there is none. */
    private static Optional<Interval> limits(Quantile quantile, int size, IntToDoubleFunction values, double side) {
        OptionalInt lower = quantile.lowerRank(size, side);
        OptionalInt upper = quantile.upperRank(size, side);
        return lower.isEmpty() || upper.isEmpty()
                ? Optional.empty()
                : Optional.of(new Interval(
                        values.applyAsDouble(lower.getAsInt()),
                        values.applyAsDouble(upper.getAsInt()),
                        CONFIDENCE,
                        METHOD));
    }

    /** A percentile below a limit is the same as a share of values that break it below the rest. */
    private Optional<Long> needed(Criterion criterion, SortedParts sorted) {
        if (!Bands.of(criterion).isUpperLimit()) {
            return Optional.empty();
        }
        long breaking = (long) sorted.size()
                - sorted.countBefore(value -> !criterion.green().holds(value));
        return Optional.of(new Proportion(breaking, Math.max(1, breaking)).trialsToProveBelow(1 - share, CONFIDENCE));
    }
}
