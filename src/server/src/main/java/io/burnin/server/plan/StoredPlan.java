package io.burnin.server.plan;

import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Problem;
import java.time.Instant;
import java.util.List;

/**
 * One version of a plan. Never changes.
 *
 * @param hash SHA-256 of its text
 * @param lint what the linter said when it was stored
 */
public record StoredPlan(
        String name,
        int version,
        String title,
        String hash,
        String source,
        List<Problem> lint,
        Instant createdAt,
        String createdBy) {

    public StoredPlan {
        lint = List.copyOf(lint);
    }

    /** What was written, read again. It could be read when it was stored. */
    public PlanFile file() {
        try {
            return PlanFile.read(source);
        } catch (PlanException defect) {
            throw new IllegalStateException("plan %s@%d is stored and cannot be read".formatted(name, version), defect);
        }
    }
}
