package io.burnin.agent.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.protocol.RunRecord;
import java.io.IOException;

/**
 * A record as it lies in the journal and travels.
 *
 * @param seq its first number
 * @param numbers how many it takes
 * @param text a line of JSON
 */
public record Line(long seq, long numbers, String text) {

    private static final String GAP = "{\"type\":\"gap\"";
    private static final String SAMPLES = "{\"type\":\"samples\"";
    private static final String STATES = "{\"type\":\"states\"";
    private static final String SEEN = "{\"type\":\"seen\"";
    private static final String ABSENT = "{\"type\":\"absent\"";

    static Line read(long seq, String text, ObjectMapper json) throws IOException {
        long numbers =
                text.startsWith(GAP) ? json.readValue(text, RunRecord.class).numbers() : 1;
        return new Line(seq, numbers, text);
    }

    static Line of(long seq, RunRecord record, ObjectMapper json) throws IOException {
        return new Line(seq, record.numbers(), json.writerFor(RunRecord.class).writeValueAsString(record));
    }

    public long lastSeq() {
        return seq + numbers - 1;
    }

    /** The same, without the numbers below that one: what is left of a gap. */
    Line from(long first, ObjectMapper json) throws IOException {
        if (first <= seq) {
            return this;
        }
        var gap = (RunRecord.Gap) json.readValue(text, RunRecord.class);
        return of(first, new RunRecord.Gap(gap.at(), gap.from(), gap.reason(), lastSeq() - first + 1), json);
    }

    /** Whether it is one of those that a restarted agent need not know. */
    static boolean isSamplesOrStates(String text) {
        return text.startsWith(SAMPLES) || text.startsWith(STATES);
    }

    static boolean isSamples(String text) {
        return text.startsWith(SAMPLES);
    }

    static boolean isMeasurement(String text) {
        return isSamplesOrStates(text) || text.startsWith(SEEN) || text.startsWith(ABSENT);
    }
}
