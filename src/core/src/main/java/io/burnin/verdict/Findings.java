package io.burnin.verdict;

import io.burnin.plan.Criterion.Severity;
import io.burnin.verdict.Finding.Action;
import java.util.List;
import java.util.stream.Stream;

/** The issues that a verdict shows: what was measured and is not green, and what the run left behind. */
public final class Findings {

    private Findings() {}

    public static List<Finding> of(Verdict verdict) {
        return Stream.concat(ofRun(verdict), ofChecks(verdict)).toList();
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

    private static Stream<Finding> ofChecks(Verdict verdict) {
        return verdict.checks().stream()
                .filter(check -> check.isEvaluated() && check.light() != Light.GREEN)
                .map(check -> new Finding(
                        "%s: %s".formatted(check.title(), check.because()),
                        check.severity(),
                        check.light() == Light.RED ? Action.FIX : Action.MONITOR,
                        check.criterion()));
    }
}
