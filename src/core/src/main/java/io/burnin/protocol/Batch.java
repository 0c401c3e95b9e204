package io.burnin.protocol;

import java.util.List;
import java.util.Optional;

/**
 * Records on their way to the server; {@code POST /runs/{id}/batches} as NDJSON: first the {@link Head}, then a record a line.
 * The first record has the number {@code firstSeq}, each further one the next.
 */
public record Batch(Head head, List<RunRecord> records) {

    public record Head(long fence, long firstSeq) {}

    /**
     * @param acknowledged the highest number that is stored; all below are, too
     * @param paceMillis how long the server, which has many to listen to, asks the agent to gather before the next batch
     */
    public record Acknowledged(long acknowledged, Optional<Long> paceMillis) {}

    /** The member of the problem that answers 409 to a batch with a gap before it: the number that must come next. */
    public static final String EXPECTED_SEQ = "expectedSeq";
}
