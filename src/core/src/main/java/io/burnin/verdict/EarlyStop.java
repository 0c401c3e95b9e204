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
 * Whether a run need not go on because it is decided: by one event (a corruption, a duplicate, a loss, a crash) at once, by a
 * share of failures only when a sequential test is sure. A rate that merely stands above its limit ends no run: while it is
 * young, a healthy target crosses any line.
 */
public final class EarlyStop {

    private final Plan plan;
    private final List<Criterion> decisive;
    private final List<SequentialStop> sequential;
    private final Set<String> metrics;

    private EarlyStop(Plan plan, List<Criterion> decisive, List<SequentialStop> sequential) {
        this.plan = plan;
        this.decisive = decisive;
        this.sequential = sequential;
        this.metrics = Stream.concat(decisive.stream(), sequential.stream().map(SequentialStop::criterion))
                .flatMap(criterion -> plan.metrics().containsKey(criterion.of())
                        ? plan.metrics().get(criterion.of()).of().stream()
                        : Stream.of(criterion.of()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of a plan that says so: else nothing ends its runs early. */
    public static EarlyStop of(Plan plan) {
        return plan.stopOn() == StopOn.NEVER ? new EarlyStop(plan, List.of(), List.of()) : whateverFollows(plan);
    }

    /** Whether a run is decided, for whoever wants to know though it goes on. */
    public static EarlyStop whateverFollows(Plan plan) {
        List<Criterion> criteria = Stream.concat(
                        plan.criteria().stream(),
                        plan.tests().values().stream().flatMap(test -> test.criteria().stream()))
                .toList();
        return new EarlyStop(
                plan,
                criteria.stream().filter(Criterion::isZeroTolerance).toList(),
                criteria.stream()
                        .flatMap(criterion -> SequentialStop.of(plan, criterion).stream())
                        .toList());
    }

    /** The counters that could decide: as long as they count nothing, nobody need look at the evidence. */
    public Set<String> metrics() {
        return metrics;
    }

    /** The first criterion that has decided, in words; empty while none has. */
    public Optional<String> decide(Evidence evidence) {
        return byOneEvent(evidence)
                .or(() -> sequential.stream()
                        .flatMap(stop -> stop.decide(plan, evidence).stream())
                        .findFirst());
    }

    private Optional<String> byOneEvent(Evidence evidence) {
        var checks = new CriterionChecks(plan, evidence);
        return decisive.stream()
                .flatMap(criterion -> checks.of(criterion).stream())
                .filter(check -> check.isEvaluated() && check.light() == Light.RED)
                .findFirst()
                .map(check -> "%s: %s".formatted(check.criterion(), check.because()));
    }
}
