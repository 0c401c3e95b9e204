package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;
import static io.burnin.verdict.Estimates.CONFIDENCE;

import io.burnin.metric.Interval;
import io.burnin.metric.Mean;
import io.burnin.plan.Criterion;
import io.burnin.verdict.Estimate.Value;
import java.util.List;
import java.util.Optional;

/** The mean of all values, with limits that allow for readings which resemble those just before them. */
final class Means {

    /** Below this share of the values, a reader is told how few they are worth. */
    private static final double RESEMBLING = 0.9;

    private Means() {}

    static Estimate of(Criterion criterion, Observed observed, Window window) {
        List<Cells> series = observed.cells(window);
        if (series.isEmpty()) {
            return Estimates.nothing(observed.name());
        }
        Cells cells = Cells.merged(series);
        long values = cells.samples();
        Mean mean = Mean.of(cells.means(), cells.sizes());
        Optional<Interval> limits = mean.limits(CONFIDENCE);
        return new Value(
                mean.value(),
                observed.unit(),
                values,
                mean.interval(CONFIDENCE),
                limits,
                "the mean of %s %s%s is %s"
                        .formatted(
                                format(values),
                                observed.name(),
                                worth(mean, values),
                                format(mean.value(), observed.unit())),
                needed(criterion, mean, limits, values),
                false);
    }

    private static String worth(Mean mean, long values) {
        return mean.effectiveValues() < RESEMBLING * values
                ? " (resembling their neighbours, worth %s)".formatted(format(Math.round(mean.effectiveValues())))
                : "";
    }

    /** Limits close in on the mean with the root of the number of values. */
    private static Optional<String> needed(Criterion criterion, Mean mean, Optional<Interval> limits, long values) {
        if (values < Mean.FEWEST) {
            return Optional.of("%d values; %s seen".formatted(Mean.FEWEST, format(values)));
        }
        Bands bands = Bands.of(criterion);
        double distance = Math.abs(criterion.green().storedLimit() - mean.value());
        if (limits.isEmpty() || distance == 0 || !bands.isUpperLimit() && !bands.isLowerLimit()) {
            return Optional.empty();
        }
        double reach = bands.isUpperLimit()
                ? limits.get().high() - mean.value()
                : mean.value() - limits.get().low();
        double times = reach / distance;
        return Optional.of("about %s values with the same mean; %s seen"
                .formatted(format(Math.ceil(values * times * times)), format(values)));
    }
}
