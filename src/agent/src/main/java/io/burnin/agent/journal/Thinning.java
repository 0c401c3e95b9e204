package io.burnin.agent.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.agent.journal.FrameReader.Stored;
import io.burnin.agent.journal.Segment.Thinned;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Writes a file of a journal anew without its measurements: gaps take over their numbers. What a run did, and what a restart
 * needs, stays.
 */
final class Thinning {

    private static final int FRAME = 64 << 10;

    /** So that a server that has stored a part of a gap is not told of much that it has. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(10);

    private final FrameFile out;
    private final Predicate<String> isTaken;
    private final String reason;
    private final ObjectMapper json;
    private final List<Line> lines = new ArrayList<>();
    private Optional<Frame.Head> head = Optional.empty();
    private Optional<Missing> missing = Optional.empty();
    /** When measurements were written last: what follows was measured since. */
    private Optional<Instant> before = Optional.empty();

    private int bytes;
    private long nextSeq;

    private Thinning(FrameFile out, Predicate<String> isTaken, String reason, ObjectMapper json) {
        this.out = out;
        this.isTaken = isTaken;
        this.reason = reason;
        this.json = json;
    }

    /** Records that are left out, one behind the other. */
    private record Missing(long firstSeq, long records, Instant from, Instant at) {
        Missing with(Line line, Instant until) {
            return new Missing(firstSeq, records + line.numbers(), from, until);
        }
    }

    /** Writes what is left of the segment to that path, which must not be there. */
    static void write(Segment segment, Path to, Thinned thinned, String reason, ObjectMapper json) throws IOException {
        Files.deleteIfExists(to);
        try (FrameFile out = FrameFile.create(to)) {
            var thinning =
                    new Thinning(out, thinned == Thinned.SAMPLES ? Line::isSamples : Line::isMeasurement, reason, json);
            FrameFile.visit(segment.path(), thinning::take);
            thinning.close();
            out.sync();
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(to);
            throw failed;
        }
    }

    private void take(Stored stored) throws IOException {
        Frame frame = Frame.from(stored.payload(), json);
        if (stored.firstSeq() != nextSeq) {
            close();
        }
        Instant at = frame.head().at();
        head = Optional.of(head.map(earlier -> earlier.followedBy(frame.head())).orElse(frame.head()));
        nextSeq = stored.firstSeq();
        boolean measured = !frame.head().checkpoints().isEmpty();
        for (String text : frame.records()) {
            measured |= Line.isMeasurement(text);
            Line line = Line.read(nextSeq, text, json);
            if (isTaken.test(text)) {
                leaveOut(line, at);
            } else {
                tellMissing();
                add(line);
            }
            nextSeq = line.lastSeq() + 1;
        }
        before = measured ? Optional.of(at) : before;
        if (bytes > FRAME) {
            writeFrame();
        }
    }

    private void leaveOut(Line line, Instant at) throws IOException {
        if (missing.isPresent() && missing.get().from().plus(LONGEST_GAP).isBefore(at)) {
            tellMissing();
        }
        missing = Optional.of(missing.map(known -> known.with(line, at))
                .orElseGet(() -> new Missing(line.seq(), line.numbers(), before.orElse(at), at)));
    }

    private void tellMissing() throws IOException {
        if (missing.isPresent()) {
            Missing told = missing.get();
            missing = Optional.empty();
            var gap = new RunRecord.Gap(told.at(), told.from(), reason, told.records());
            add(Line.of(told.firstSeq(), gap, json));
        }
    }

    private void add(Line line) {
        lines.add(line);
        bytes += line.text().length();
    }

    private void close() throws IOException {
        tellMissing();
        writeFrame();
    }

    private void writeFrame() throws IOException {
        if (head.isEmpty()) {
            return;
        }
        long first = lines.isEmpty()
                ? missing.map(Missing::firstSeq).orElse(nextSeq)
                : lines.getFirst().seq();
        long last = lines.isEmpty() ? first - 1 : lines.getLast().lastSeq();
        var frame = new Frame(head.get(), lines.stream().map(Line::text).toList());
        out.append(first, Math.toIntExact(last - first + 1), frame.toBytes(json));
        lines.clear();
        head = Optional.empty();
        bytes = 0;
    }
}
