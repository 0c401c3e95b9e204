package io.burnin.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param conclusive false where missing evidence decided
 * @param provisional whether the run still goes on
 */
public record Verdict(
        Light light,
        boolean conclusive,
        boolean provisional,
        List<Reason> reasons,
        Recommendation recommendation,
        List<Check> checks) {

    public Verdict {
        reasons = List.copyOf(reasons);
        checks = List.copyOf(checks);
    }

    /** Why it is not green. The reasons that decided the light come first. */
    public record Reason(
            Kind kind, Light light, ErrorClass errorClass, String subject, String text, Optional<Instant> since) {}

    public enum Kind {
        MEASURED,
        UNPROVEN,
        MISSING,
        UNFINISHED,
        NO_BASELINE
    }

    public enum Recommendation {
        PROCEED,
        FIX,
        ROLLBACK,
        /** Only evidence is missing: go on measuring. */
        EXTEND
    }
}
