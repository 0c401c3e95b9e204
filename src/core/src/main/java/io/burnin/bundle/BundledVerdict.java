package io.burnin.bundle;

import io.burnin.verdict.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A verdict as the server came to it.
 *
 * @param revision counts the verdicts that are kept of a run; empty for a provisional one, which is not
 */
public record BundledVerdict(Optional<Integer> revision, Instant judgedAt, Verdict verdict) {}
