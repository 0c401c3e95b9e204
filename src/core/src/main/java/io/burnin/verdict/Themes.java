package io.burnin.verdict;

import io.burnin.plan.Criterion;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric;
import io.burnin.plan.Probe;
import io.burnin.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What criteria and steps are about, so that one trouble is told once: the metrics they look at, each by what it is made of. An
 * id of a ledger that is open for too long is the same trouble as one that is lost.
 */
record Themes(Plan plan) {

    private static final Set<String> UNFINISHED = Set.of("lost", "failed", "open", "oldest_open");

    List<String> of(Criterion criterion) {
        List<String> themes = ofMetric(criterion.of());
        // Too few of a thing is another trouble than too many of it.
        return Bands.of(criterion).isLowerLimit()
                ? themes.stream().map("too little "::concat).toList()
                : themes;
    }

    List<String> of(Step.Subject subject) {
        return switch (subject) {
            case Step.Subject.OfMetric(var statistic, var metric, var where, var is) -> ofMetric(metric);
            case Step.Subject.ServiceReady(var service) -> List.of("readiness of " + service);
        };
    }

    private List<String> ofMetric(String metric) {
        return Optional.ofNullable(plan.metrics().get(metric)).map(DerivedMetric::of).orElse(List.of(metric)).stream()
                .map(this::ofEmitted)
                .distinct()
                .toList();
    }

    private String ofEmitted(String metric) {
        Probe probe = plan.probes().get(MetricCatalogue.ownerOf(metric));
        boolean isLedger = probe instanceof Probe.Ledger || probe instanceof Probe.Pairs;
        return isLedger && UNFINISHED.contains(MetricCatalogue.quantityOf(metric))
                ? "unfinished ids of " + probe.name()
                : metric;
    }
}
