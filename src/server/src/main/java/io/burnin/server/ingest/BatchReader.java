package io.burnin.server.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.burnin.protocol.Batch;
import io.burnin.protocol.RunRecord;
import io.burnin.server.run.Numbered;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of a batch: its head, then a record a line. Members that it does not know belong to newer agents. */
@ApplicationScoped
class BatchReader {

    private final ObjectReader heads;
    private final ObjectReader records;

    BatchReader(ObjectMapper mapper) {
        ObjectReader lenient = mapper.reader()
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(StreamReadFeature.USE_FAST_DOUBLE_PARSER);
        heads = lenient.forType(Batch.Head.class);
        records = lenient.forType(RunRecord.class);
    }

    record Numbers(Batch.Head head, List<Numbered<?>> records) {}

    /** @throws Problem BAD_RECORD, naming the line */
    Numbers read(byte[] body) {
        int end = lineEnd(body, 0);
        Batch.Head head = head(body, end);
        List<Numbered<?>> read = new ArrayList<>();
        long seq = head.firstSeq();
        int line = 1;
        for (int start = end + 1; start < body.length; start = end + 1) {
            end = lineEnd(body, start);
            line++;
            if (end > start) {
                Numbered<?> next = record(body, start, end - start, line, seq);
                read.add(next);
                seq = next.lastSeq() + 1;
            }
        }
        return new Numbers(head, read);
    }

    private Batch.Head head(byte[] body, int end) {
        try {
            Batch.Head head = heads.readValue(body, 0, end);
            if (head == null || head.firstSeq() < 1) {
                throw bad(1, "the head must be {\"fence\": …, \"firstSeq\": …}, and numbers begin with 1");
            }
            return head;
        } catch (IOException unreadable) {
            throw bad(1, "the head must be {\"fence\": …, \"firstSeq\": …}: " + reason(unreadable));
        }
    }

    private Numbered<?> record(byte[] body, int start, int length, int line, long seq) {
        RunRecord record;
        try {
            record = records.readValue(body, start, length);
        } catch (IOException unreadable) {
            throw bad(line, reason(unreadable));
        }
        RecordCheck.complaint(record).ifPresent(complaint -> {
            throw bad(line, complaint);
        });
        boolean mass = record instanceof RunRecord.Samples
                || record instanceof RunRecord.States
                || record instanceof RunRecord.CapturedPiece;
        return Numbered.of(seq, record, mass ? "" : new String(body, start, length, StandardCharsets.UTF_8));
    }

    private static int lineEnd(byte[] body, int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] == '\n') {
                return i;
            }
        }
        return body.length;
    }

    private static String reason(IOException unreadable) {
        return switch (unreadable) {
            case ValueInstantiationException refused
            when refused.getCause() != null -> refused.getCause().getMessage();
            case JacksonException json -> json.getOriginalMessage();
            default -> unreadable.getMessage();
        };
    }

    private static Problem bad(int line, String reason) {
        return Problem.of(ProblemType.BAD_RECORD, "line %d: %s", line, reason).with("line", line);
    }
}
