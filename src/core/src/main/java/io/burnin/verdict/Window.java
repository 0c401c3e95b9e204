package io.burnin.verdict;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;

/**
 * Which samples count.
 *
 * @param stretches what was looked at, for the report: before a {@code while} thinned it
 * @param spans where a reading or an increment must lie, and where an operation must begin
 * @param untouchable what an operation's life must not touch
 * @param run in which an operation that began in time may end
 */
record Window(Spans stretches, Spans spans, Spans untouchable, Span run) {

    /** @param began epoch milliseconds */
    boolean takesOperation(long began, long ended) {
        return spans.contains(began) && !untouchable.touch(began, ended);
    }
}
