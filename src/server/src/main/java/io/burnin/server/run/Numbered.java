package io.burnin.server.run;

import io.burnin.protocol.RunRecord;

/**
 * A record with its numbers in the run.
 *
 * @param seq the first of them
 * @param lastSeq the same, unless the record is a gap that stands for others
 * @param line the record as it was sent
 */
public record Numbered<R extends RunRecord>(long seq, long lastSeq, R record, String line) {

    public static <R extends RunRecord> Numbered<R> of(long seq, R record, String line) {
        return new Numbered<>(seq, seq + record.numbers() - 1, record, line);
    }

    /** The same, without the numbers below that one. */
    public Numbered<R> from(long first) {
        return new Numbered<>(Math.max(first, seq), lastSeq, record, line);
    }
}
