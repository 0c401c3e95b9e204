package io.burnin.verdict;

import io.burnin.metric.Unit;
import io.burnin.plan.Condition;
import io.burnin.plan.Condition.Comparison;
import io.burnin.plan.Criterion;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Statistic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A statistic of a metric over a whole run, compared with nothing: a line of the report. */
public record Measurement(double value, Unit unit, long samples) {

    /** @return empty where there is too little evidence */
    public static Optional<Measurement> of(Plan plan, Evidence evidence, Statistic statistic, String metric) {
        Criterion everything = everything(statistic, metric);
        var digests = new Digests(plan, evidence);
        var estimates = new Estimates(plan, MetricCatalogue.of(plan), evidence, digests);
        return switch (estimates.of(everything, new Windows(evidence, digests).of(everything))) {
            case Estimate.Value value -> Optional.of(new Measurement(value.value(), value.unit(), value.samples()));
            case Estimate.NoData none -> Optional.empty();
            case Estimate.Insufficient little -> Optional.empty();
        };
    }

    private static Criterion everything(Statistic statistic, String metric) {
        return new Criterion(
                metric,
                Optional.empty(),
                metric,
                statistic,
                metric,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                new Criterion.Window(
                        Optional.empty(), Criterion.Window.Faults.INCLUDED, Optional.empty(), Duration.ZERO),
                Optional.empty(),
                new Condition(Comparison.AT_LEAST, -Double.MAX_VALUE, Unit.COUNT),
                Optional.empty(),
                Criterion.Otherwise.YELLOW,
                Optional.empty(),
                Criterion.Missing.NOT_GREEN,
                Criterion.DEFAULT_COVERAGE,
                Criterion.About.PRODUCT,
                Criterion.Severity.LOW,
                Criterion.OnRed.FIX,
                Set.of(),
                Optional.empty());
    }
}
