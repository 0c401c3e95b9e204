package io.burnin.verdict;

import io.burnin.metric.Span;

/**
 * A stretch of a run that shall not count, by somebody's word.
 *
 * @param span in the run's time
 * @param by whose word
 */
public record Exclusion(Span span, Kind kind, String by, String reason) {

    /** What it was that has nothing to do with the product. */
    public enum Kind {
        /** Work on host, network or target that was announced. */
        MAINTENANCE,
        /** Something from outside: another tenant, an outage of the network. */
        DISTURBANCE,
        /** The measuring itself was wrong. */
        MEASUREMENT,
        OTHER
    }
}
