package io.burnin.verdict;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.StopOn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a run need not go on because one event has decided it: a corruption, a duplicate, a loss, a crash. A rate never ends
 * a run: while it is young, a healthy target crosses any line.
 */
public final class EarlyStop {

    private final Plan plan;
    private final List<Criterion> decisive;
    private final Set<String> metrics;

    private EarlyStop(Plan plan, List<Criterion> decisive, Set<String> metrics) {
        this.plan = plan;
        this.decisive = decisive;
        this.metrics = metrics;
    }

    public static EarlyStop of(Plan plan) {
        List<Criterion> decisive = plan.stopOn() == StopOn.NEVER
                ? List.of()
                : Stream.concat(
                                plan.criteria().stream(),
                                plan.tests().values().stream().flatMap(test -> test.criteria().stream()))
                        .filter(Criterion::isZeroTolerance)
                        .toList();
        Set<String> metrics = decisive.stream()
                .flatMap(criterion -> plan.metrics().containsKey(criterion.of())
                        ? plan.metrics().get(criterion.of()).of().stream()
                        : Stream.of(criterion.of()))
                .collect(Collectors.toUnmodifiableSet());
        return new EarlyStop(plan, decisive, metrics);
    }

    /** The counters that could decide: as long as they count nothing, nobody need look at the evidence. */
    public Set<String> metrics() {
        return metrics;
    }

    /** The first criterion that has decided, in words; empty while none has. */
    public Optional<String> decide(Evidence evidence) {
        var checks = new CriterionChecks(plan, evidence);
        return decisive.stream()
                .flatMap(criterion -> checks.of(criterion).stream())
                .filter(check -> check.isEvaluated() && check.light() == Light.RED)
                .findFirst()
                .map(check -> "%s: %s".formatted(check.criterion(), check.because()));
    }
}
