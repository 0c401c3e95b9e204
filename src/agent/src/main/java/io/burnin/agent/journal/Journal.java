package io.burnin.agent.journal;

import static java.lang.System.Logger.Level.INFO;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.agent.journal.Segment.Thinned;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All that one run did and saw, on this host's disk before anybody else hears of it. Numbers the records from 1 without holes. Safe
 * for many threads; keeps nothing but numbers in memory. A disk that takes no more is an {@link UncheckedIOException}.
 */
public final class Journal implements AutoCloseable {

    /** A journal and what stood in it. */
    public record Opened(Journal journal, Replay replay) {}

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    private final Path path;
    private final Limits limits;
    private final Segments segments;
    private final Reserve reserve;
    private final ObjectMapper json = Wire.mapper();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private Assignment assignment;
    private long nextSeq = 1;
    private long acknowledged;

    private Journal(Path path, Limits limits, Segments segments, Assignment assignment) {
        this.path = path;
        this.limits = limits;
        this.segments = segments;
        this.reserve = new Reserve(path.resolveSibling("reserve"), limits.reserve());
        this.assignment = assignment;
    }

    public static Journal create(Path path, Assignment assignment) throws IOException {
        return create(path, assignment, Limits.DEFAULT);
    }

    /** Begins the journal of a new run; on disk when it returns. */
    public static Journal create(Path path, Assignment assignment, Limits limits) throws IOException {
        var journal = new Journal(path, limits, Segments.create(path, limits.segment()), assignment);
        try {
            journal.append(Frame.Head.at(assignment.leasedAt()).with(assignment), List.of());
            journal.sync();
            return journal;
        } catch (UncheckedIOException full) {
            journal.close();
            throw full.getCause();
        }
    }

    public static Opened open(Path path) throws IOException {
        return open(path, Limits.DEFAULT);
    }

    /** Opens the journal of a run that goes on; what a kill tore off its end is cut away. */
    public static Opened open(Path path, Limits limits) throws IOException {
        ObjectMapper json = Wire.mapper();
        var replaying = new Replaying(json);
        Segments segments = Segments.open(path, limits.segment(), replaying::take);
        try {
            Replay replay = replaying.replay(path);
            var journal = new Journal(path, limits, segments, replay.assignment());
            journal.nextSeq = replay.lastSeq() + 1;
            journal.acknowledged = replay.acknowledged();
            return new Opened(journal, replay);
        } catch (IOException incomplete) {
            segments.close();
            throw incomplete;
        }
    }

    public Assignment assignment() {
        lock.lock();
        try {
            return assignment;
        } finally {
            lock.unlock();
        }
    }

    /** The run was leased to us again, under a newer fence. */
    public void renew(Instant at, Assignment newer) {
        lock.lock();
        try {
            appendUrgently(Frame.Head.at(at).with(newer), List.of());
            assignment = newer;
        } finally {
            lock.unlock();
        }
        sync();
    }

    /** One record, safe from a kill of the agent when it returns; {@link #sync} makes it safe from a power failure. */
    void write(Instant at, RunRecord record) {
        appendUrgently(Frame.Head.at(at), List.of(record));
    }

    /** A line that is not sent; safe from a kill of the agent when it returns. */
    void note(Instant at, String owner, String text) {
        appendUrgently(Frame.Head.at(at).with(new Frame.Note(owner, text)), List.of());
    }

    /** Records and a note that belong together; safe from a kill of the agent when it returns. */
    void writeTogether(Instant at, List<RunRecord> records, String owner, String note) {
        append(Frame.Head.at(at).with(new Frame.Note(owner, note)), records);
    }

    /** Records and the checkpoints that go with them; safe from a kill of the agent when it returns. */
    void writeReadings(Instant at, List<? extends RunRecord> records, Map<String, String> checkpoints) {
        append(Frame.Head.at(at).with(checkpoints), records);
    }

    /** Everything so far survives a power failure once it returns. Only such records are sent: no number is ever given twice. */
    public void sync() {
        FrameFile active;
        lock.lock();
        try {
            active = segments.activeFile();
        } finally {
            lock.unlock();
        }
        try {
            active.sync();
        } catch (IOException broken) {
            throw unwritable(broken);
        }
    }

    /**
     * The server has stored all records up to that number. A disk that cannot take it down is no failure: the server is asked
     * again after a restart.
     */
    public void acknowledge(Instant at, long seq) {
        lock.lock();
        try {
            if (seq > acknowledged) {
                acknowledged = seq;
                append(Frame.Head.at(at).acknowledging(seq), List.of());
            }
        } catch (UncheckedIOException full) {
            LOG.log(INFO, "not taken down that {0} records are stored: {1}", seq, full.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** The highest number that the server has told to be stored; 0 if none. */
    public long acknowledged() {
        lock.lock();
        try {
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last record; 0 if there is none. */
    public long lastSeq() {
        lock.lock();
        try {
            return nextSeq - 1;
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes it takes up. */
    public long size() {
        lock.lock();
        try {
            return segments.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a record above that number, at most so long. */
    public void awaitBeyond(long seq, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (nextSeq - 1 <= seq && left > 0) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reads records in the order of their numbers, from the one given on. */
    public JournalReader readFrom(long seq) {
        return new JournalReader(new Files(), json, seq);
    }

    /** As they are in the moment of a question. */
    private final class Files implements JournalReader.Source {
        @Override
        public Segment from(long seq) {
            lock.lock();
            try {
                return segments.from(seq);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<Segment> after(Segment seen) {
            lock.lock();
            try {
                return segments.after(seen);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether the disk has room for more than what a run must write. */
    boolean hasRoom() {
        return limits.leaveRoomOn(path);
    }

    /** Sets room aside for what must be written later, and keeps within the limits. */
    void tend() throws IOException {
        if (hasRoom()) {
            reserve.take();
        }
        keepWithinLimits();
    }

    void releaseReserve() {
        reserve.release();
    }

    /** Thins the oldest measurements until it is within its limits again, or there are none left. */
    void keepWithinLimits() throws IOException {
        for (Optional<Segment> next = tooMuch(); next.isPresent(); next = tooMuch()) {
            Segment old = next.get();
            Thinned thinned = Thinned.values()[old.thinned().ordinal() + 1];
            String reason = "the journal reached its bound of %d bytes, and its oldest %s were thinned"
                    .formatted(limits.size(), thinned == Thinned.SAMPLES ? "samples" : "measurements");
            Thinning.write(old, Segments.unfinished(old), thinned, reason, json);
            replace(old, thinned);
        }
    }

    private Optional<Segment> tooMuch() {
        lock.lock();
        try {
            return segments.bytes() > limits.size() ? segments.next() : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void replace(Segment old, Thinned thinned) throws IOException {
        lock.lock();
        try {
            segments.replace(old, thinned);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            segments.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            lock.unlock();
        }
    }

    /** For what must not be missing: takes the room that was set aside if there is no other. */
    private void appendUrgently(Frame.Head head, List<RunRecord> records) {
        try {
            append(head, records);
        } catch (UncheckedIOException full) {
            if (!reserve.release()) {
                throw full;
            }
            append(head, records);
        }
    }

    private void append(Frame.Head head, List<? extends RunRecord> records) {
        try {
            byte[] payload = Frame.of(head, records, json).toBytes(json);
            int numbers = Math.toIntExact(
                    records.stream().mapToLong(RunRecord::numbers).sum());
            lock.lock();
            try {
                segments.append(nextSeq, numbers, payload);
                nextSeq += numbers;
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        } catch (IOException broken) {
            throw unwritable(broken);
        }
    }

    private UncheckedIOException unwritable(IOException broken) {
        return new UncheckedIOException("%s cannot be written: %s".formatted(path, broken.getMessage()), broken);
    }
}
