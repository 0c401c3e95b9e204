package io.burnin.agent.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the durable records of a journal in the order of their numbers. Holds no more than one frame. For one thread. */
public final class JournalReader implements AutoCloseable {

    /**
     * Records on their way to the server, each as one line of JSON; the first has the number {@code firstSeq}.
     */
    public record Chunk(long firstSeq, List<String> records) {
        public Chunk {
            records = List.copyOf(records);
        }

        public long lastSeq() {
            return firstSeq + records.size() - 1;
        }

        public boolean isEmpty() {
            return records.isEmpty();
        }

        /** Its first records, as many as given. */
        public Chunk first(int count) {
            return new Chunk(firstSeq, records.subList(0, count));
        }
    }

    private final FrameFile.Cursor cursor;
    private final ObjectMapper json;
    private long nextSeq;

    JournalReader(FrameFile.Cursor cursor, ObjectMapper json, long nextSeq) {
        this.cursor = cursor;
        this.json = json;
        this.nextSeq = nextSeq;
    }

    /** The number that {@link #next} begins with. */
    public long position() {
        return nextSeq;
    }

    /** Goes on with that number, be it before or behind this place. */
    public void moveTo(long seq) {
        if (seq < nextSeq) {
            cursor.moveTo(0);
        }
        nextSeq = seq;
    }

    /** The next records, as many as fit in so many bytes; at least one if there is any. Moves behind them. */
    public Chunk next(int maxRecords, int maxBytes) throws IOException {
        long first = nextSeq;
        var records = new ArrayList<String>();
        int bytes = 0;
        while (true) {
            long here = cursor.offset();
            Optional<FrameFile.Stored> found = cursor.next();
            if (found.isEmpty()) {
                return new Chunk(first, records);
            }
            FrameFile.Stored stored = found.get();
            if (stored.count() == 0 || stored.lastSeq() < nextSeq) {
                continue;
            }
            List<String> lines = Frame.from(stored.payload(), json).records();
            for (String line : lines.subList((int) (nextSeq - stored.firstSeq()), lines.size())) {
                bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
                if (!records.isEmpty() && (bytes > maxBytes || records.size() == maxRecords)) {
                    cursor.moveTo(here);
                    return new Chunk(first, records);
                }
                records.add(line);
                nextSeq++;
            }
        }
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
