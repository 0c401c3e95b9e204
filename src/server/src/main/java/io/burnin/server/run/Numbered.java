package io.burnin.server.run;

import io.burnin.protocol.RunRecord;

/**
 * A record with its number in the run.
 *
 * @param line the record as it was sent
 */
public record Numbered<R extends RunRecord>(long seq, R record, String line) {}
