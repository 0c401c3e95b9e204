package io.burnin.verdict;

import java.time.Instant;

/**
 * What a person decided about a verdict. The verdict stays as it was computed; a decision stands beside it until it expires, and
 * covers what was seen when it was made: what has become worse since it does not cover.
 */
public sealed interface Decision {

    Signature signed();

    /** @param until from then on it counts for nothing */
    record Signature(String by, String reason, Instant at, Instant until) {}

    /**
     * One reason against a run is known, and lived with.
     *
     * @param subject the reason's, e.g. the path of a criterion
     * @param seen its light then
     */
    record Accepted(String subject, Light seen, Signature signed) implements Decision {}

    /**
     * The run has another light than the computed one.
     *
     * @param seen the computed one then
     */
    record Overridden(Light light, Light seen, Signature signed) implements Decision {}

    /** A criterion of a plan counts for nothing, in all of its runs. */
    record Muted(String criterion, Signature signed) implements Decision {}
}
