package io.burnin.verdict;

import io.burnin.verdict.Finding.Action;
import java.util.List;

/** The issues that a verdict shows: what was measured and is not green. */
public final class Findings {

    private Findings() {}

    public static List<Finding> of(Verdict verdict) {
        return verdict.checks().stream()
                .filter(check -> check.isEvaluated() && check.light() != Light.GREEN)
                .map(check -> new Finding(
                        "%s: %s".formatted(check.title(), check.because()),
                        check.severity(),
                        check.light() == Light.RED ? Action.FIX : Action.MONITOR,
                        check.criterion()))
                .toList();
    }
}
