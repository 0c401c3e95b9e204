package io.burnin.verdict;

import io.burnin.plan.Criterion.Severity;
import io.burnin.verdict.Finding.Action;
import io.burnin.verdict.Verdict.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The issues that a verdict shows: what was measured and is not green, each trouble once, and what the run left behind. */
public final class Findings {

    private Findings() {}

    public static List<Finding> of(Verdict verdict) {
        return Stream.concat(ofRun(verdict), verdict.causes().stream().flatMap(cause -> ofCriteria(verdict, cause)))
                .toList();
    }

    /** What was measured, and by no check. */
    private static Stream<Finding> ofRun(Verdict verdict) {
        List<String> criteria = verdict.checks().stream().map(Check::criterion).toList();
        return verdict.reasons().stream()
                .filter(reason -> reason.kind() == Verdict.Kind.MEASURED && !criteria.contains(reason.subject()))
                .map(reason -> reason.light() == Light.RED
                        ? new Finding(reason.text(), Severity.HIGH, Action.FIX, reason.subject())
                        : new Finding(reason.text(), Severity.MEDIUM, Action.MONITOR, reason.subject()));
    }

    private static Stream<Finding> ofCriteria(Verdict verdict, Cause cause) {
        List<Check> measured = verdict.checks().stream()
                .filter(check -> cause.criteria().contains(check.criterion()))
                .filter(check -> check.isEvaluated() && check.light() != Light.GREEN)
                .sorted(Comparator.comparingInt(check -> cause.criteria().indexOf(check.criterion())))
                .toList();
        return measured.stream()
                .map(Check::severity)
                .max(Comparator.naturalOrder())
                .map(severity -> new Finding(
                        cause.text(),
                        severity,
                        cause.light() == Light.RED ? Action.FIX : Action.MONITOR,
                        measured.getFirst().criterion(),
                        measured.stream().map(Check::criterion).toList()))
                .stream();
    }
}
