package io.burnin.server.verdict;

import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One judgement of a run that had ended. Never changes.
 *
 * @param number from 1 within its run
 * @param runState how the run stood then
 * @param by who asked for it; empty if it was made by itself
 * @param otherCriteria empty if it is by the run's own plan
 */
public record Revision(
        int number,
        Instant judgedAt,
        String runState,
        Cause cause,
        String by,
        String reason,
        Optional<OtherCriteria> otherCriteria,
        Verdict verdict) {

    /** Why it was made. */
    public enum Cause {
        /** The run ended, or came back after it was lost. */
        EVIDENCE,
        /** Somebody excluded a stretch of the run, or took that back. */
        EXCLUSION,
        /** Somebody had it judged by other criteria. */
        PLAN
    }

    /**
     * By what it was judged instead of the run's own plan.
     *
     * @param version of the same plan; empty for a text that is not stored
     * @param text the edited plan; empty for a version
     * @param comparedWith the revision by the run's own plan beside which it stands
     * @param unmeasured what the criteria ask for and the run did not measure, one sentence each
     */
    public record OtherCriteria(
            Optional<Integer> version,
            Optional<String> text,
            int comparedWith,
            List<CriterionChange> changes,
            List<String> unmeasured) {

        public OtherCriteria {
            changes = List.copyOf(changes);
            unmeasured = List.copyOf(unmeasured);
        }

        /** {@code plan version 3}, or {@code an edited plan} */
        public String name() {
            return version.map(number -> "plan version " + number).orElse("an edited plan");
        }

        public List<String> loosened() {
            return changes.stream()
                    .filter(CriterionChange::loosened)
                    .map(CriterionChange::criterion)
                    .toList();
        }
    }
}
