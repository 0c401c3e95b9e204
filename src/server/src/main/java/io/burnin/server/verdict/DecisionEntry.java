package io.burnin.server.verdict;

import io.burnin.verdict.Decision;
import io.burnin.verdict.Light;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision as it is kept and shown.
 *
 * @param subject what it is about: a reason's subject or a criterion; empty for an override
 * @param light what an override makes of the run
 * @param seen the light that was decided upon; empty for a mute
 * @param until from then on it counts for nothing
 * @param withdrawn empty unless somebody took it back
 */
public record DecisionEntry(
        UUID id,
        Kind kind,
        String subject,
        Optional<Light> light,
        Optional<Light> seen,
        String by,
        String reason,
        Instant madeAt,
        Instant until,
        Optional<Withdrawal> withdrawn) {

    public enum Kind {
        /** A reason against one run is known, and lived with. */
        ACCEPT,
        /** One run has another light than the computed one. */
        OVERRIDE,
        /** A criterion counts for nothing in all runs of a plan. */
        MUTE
    }

    Decision decision() {
        var signed = new Decision.Signature(by, reason, madeAt, until);
        return switch (kind) {
            case ACCEPT -> new Decision.Accepted(subject, seen.orElseThrow(), signed);
            case OVERRIDE -> new Decision.Overridden(light.orElseThrow(), seen.orElseThrow(), signed);
            case MUTE -> new Decision.Muted(subject, signed);
        };
    }
}
