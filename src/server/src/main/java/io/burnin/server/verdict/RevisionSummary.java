package io.burnin.server.verdict;

import io.burnin.server.verdict.Revision.Cause;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import io.burnin.verdict.Verdict.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A revision as lists show it.
 *
 * @param loosened the criteria that it passes more easily than the run's own plan
 */
record RevisionSummary(
        int revision,
        Cause cause,
        Light light,
        boolean conclusive,
        Recommendation recommendation,
        String runState,
        Instant judgedAt,
        Optional<String> by,
        Optional<String> reason,
        Optional<Integer> planVersion,
        Optional<Integer> comparedWith,
        List<String> loosened) {
    static RevisionSummary of(Revision revision) {
        Verdict verdict = revision.verdict();
        return new RevisionSummary(
                revision.number(),
                revision.cause(),
                verdict.light(),
                verdict.conclusive(),
                verdict.recommendation(),
                revision.runState(),
                revision.judgedAt(),
                Optional.of(revision.by()).filter(by -> !by.isEmpty()),
                Optional.of(revision.reason()).filter(reason -> !reason.isEmpty()),
                revision.otherCriteria().flatMap(Revision.OtherCriteria::version),
                revision.otherCriteria().map(Revision.OtherCriteria::comparedWith),
                revision.otherCriteria().map(Revision.OtherCriteria::loosened).orElse(List.of()));
    }
}
