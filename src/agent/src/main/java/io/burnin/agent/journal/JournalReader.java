package io.burnin.agent.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the durable records of a journal in the order of their numbers; a gap stands for those that a damaged disk has lost. Holds
 * no more than one chunk and one frame. For one thread.
 */
public final class JournalReader {

    /**
     * Records on their way to the server, without a hole between their numbers.
     *
     * @param firstSeq the number of the first, or where one would be
     */
    public record Chunk(long firstSeq, List<Line> lines) {
        public Chunk {
            lines = List.copyOf(lines);
        }

        /** No record: asks what the server has. */
        public static Chunk question(long seq) {
            return new Chunk(seq, List.of());
        }

        public long lastSeq() {
            return lines.isEmpty() ? firstSeq - 1 : lines.getLast().lastSeq();
        }

        public boolean isEmpty() {
            return lines.isEmpty();
        }
    }

    /** The files that it reads; they may change between two questions. */
    interface Source {

        /** Where that number lies, or will. */
        Segment from(long seq);

        /** Where it goes on behind what was seen of a file. */
        Optional<Segment> after(Segment seen);
    }

    private final Source source;
    private final ObjectMapper json;
    private Optional<Segment> here = Optional.empty();
    private long offset;
    private Optional<Instant> lastWritten = Optional.empty();
    private long nextSeq;

    JournalReader(Source source, ObjectMapper json, long nextSeq) {
        this.source = source;
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
            here = Optional.empty();
        }
        nextSeq = seq;
    }

    /** The next records, as many as fit in so many bytes; at least one if there is any. Moves behind them. */
    public Chunk next(int maxRecords, int maxBytes) throws IOException {
        var filling = new Filling(nextSeq, maxRecords, maxBytes);
        Optional<Segment> segment = Optional.of(source.from(nextSeq));
        while (segment.isPresent() && !fill(filling, segment.get())) {
            segment = source.after(segment.get());
        }
        return new Chunk(filling.firstSeq, filling.lines);
    }

    /** @return whether no more fits */
    private boolean fill(Filling filling, Segment segment) throws IOException {
        offset = here.filter(segment::isSameFileAs).isPresent() ? offset : 0;
        here = Optional.of(segment);
        try (var reader = new FrameReader(segment.path(), offset, segment.bytes())) {
            for (var found = reader.next(); found.isPresent(); found = reader.next()) {
                FrameReader.Stored stored = found.get();
                if (stored.count() > 0 && stored.lastSeq() >= nextSeq && !fill(filling, stored)) {
                    return true;
                }
                offset = reader.offset();
            }
            return false;
        }
    }

    /** @return whether all of the frame fitted in */
    private boolean fill(Filling filling, FrameReader.Stored stored) throws IOException {
        Frame frame = Frame.from(stored.payload(), json);
        Instant written = frame.head().at();
        if (stored.firstSeq() > nextSeq && !take(filling, hole(stored.firstSeq() - 1, written))) {
            return false;
        }
        long seq = stored.firstSeq();
        for (String text : frame.records()) {
            Line line = Line.read(seq, text, json);
            seq = line.lastSeq() + 1;
            if (line.lastSeq() >= nextSeq && !take(filling, line.from(nextSeq, json))) {
                return false;
            }
        }
        lastWritten = Optional.of(written);
        return true;
    }

    private boolean take(Filling filling, Line line) {
        boolean fits = filling.add(line);
        if (fits) {
            nextSeq = line.lastSeq() + 1;
        }
        return fits;
    }

    private Line hole(long lastLost, Instant until) throws IOException {
        String reason = "the journal was damaged: records %d to %d cannot be read".formatted(nextSeq, lastLost);
        var gap = new RunRecord.Gap(until, lastWritten.orElse(until), reason, lastLost - nextSeq + 1);
        return Line.of(nextSeq, gap, json);
    }

    /** A chunk in the making. */
    private static final class Filling {
        private final long firstSeq;
        private final int maxRecords;
        private final int maxBytes;
        private final List<Line> lines = new ArrayList<>();
        private int bytes;

        private Filling(long firstSeq, int maxRecords, int maxBytes) {
            this.firstSeq = firstSeq;
            this.maxRecords = maxRecords;
            this.maxBytes = maxBytes;
        }

        private boolean add(Line line) {
            bytes += line.text().getBytes(StandardCharsets.UTF_8).length + 1;
            if (!lines.isEmpty() && (bytes > maxBytes || lines.size() == maxRecords)) {
                return false;
            }
            lines.add(line);
            return true;
        }
    }
}
