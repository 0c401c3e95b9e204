package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.verdict.Check.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps exclusions from making anything green: where more than a tenth of a criterion's window is left out, what is left does not
 * stand for it; and an event of which not one is tolerated happened, whatever happened beside it.
 */
record ExclusionLimit(Plan plan, Evidence evidence) {

    /** Of a window, in parts. */
    private static final int ONE_PART_OF = 10;

    List<Check> limit(Criterion criterion, List<Check> checks) {
        if (evidence.exclusions().isEmpty()) {
            return checks;
        }
        var whole = new Unexcluded(evidence);
        Duration all = new Windows(whole, new Digests(plan, whole))
                .of(criterion)
                .spans()
                .length();
        Duration left = new Windows(evidence, new Digests(plan, evidence))
                .of(criterion)
                .spans()
                .length();
        Duration excluded = all.minus(left);
        if (excluded.isZero()) {
            return checks;
        }
        Map<String, Check> unexcluded = new CriterionChecks(plan, whole)
                .of(criterion).stream().collect(Collectors.toMap(Check::criterion, Function.identity()));
        return checks.stream()
                .map(check -> {
                    Check whenCounted = unexcluded.getOrDefault(check.criterion(), check);
                    return hidesAnEvent(criterion, check, whenCounted)
                            ? withEvent(check, whenCounted)
                            : limited(check, excluded, all);
                })
                .toList();
    }

    private static boolean hidesAnEvent(Criterion criterion, Check check, Check whenCounted) {
        return criterion.isZeroTolerance()
                && check.light() != Light.RED
                && whenCounted.isEvaluated()
                && whenCounted.light() == Light.RED;
    }

    private static Check withEvent(Check check, Check whenCounted) {
        return check.yellow(
                check.state(),
                ErrorClass.PRODUCT,
                "%s; but with nothing excluded %s, and an excluded stretch makes no such event good: never better than yellow"
                        .formatted(check.because(), whenCounted.because()),
                whenCounted.exemplars());
    }

    private static Check limited(Check check, Duration excluded, Duration all) {
        boolean tooMuch = excluded.multipliedBy(ONE_PART_OF).compareTo(all) > 0;
        boolean mayStand = check.light() == Light.GREEN || check.state() == State.NO_BASELINE;
        if (!tooMuch || !mayStand) {
            return check;
        }
        return check.yellow(
                State.INSUFFICIENT,
                ErrorClass.TEST,
                "%s; but %s of the %s that it looks at are excluded, more than 10 %%: never better than yellow"
                        .formatted(check.because(), Quantities.format(excluded), Quantities.format(all)),
                check.exemplars());
    }

    /** Whether it lies in an excluded stretch. */
    static boolean isExcluded(Evidence evidence, java.time.Instant at) {
        return evidence.exclusions().stream().map(Exclusion::span).anyMatch((Span span) -> span.contains(at));
    }

    /** The same evidence as if nobody had excluded anything. */
    private static final class Unexcluded extends EvidenceView {

        Unexcluded(Evidence whole) {
            super(whole);
        }

        @Override
        public List<Exclusion> exclusions() {
            return List.of();
        }
    }
}
