package io.burnin.agent.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All that one run did and saw, on this host's disk before anybody else hears of it. Numbers the records from 1 without holes. Safe
 * for many threads; keeps nothing but numbers in memory. A disk that takes no more is an {@link UncheckedIOException}.
 */
public final class Journal implements AutoCloseable {

    /** A journal and what stood in it. */
    public record Opened(Journal journal, Replay replay) {}

    private final FrameFile file;
    private final ObjectMapper json = Wire.mapper();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private Assignment assignment;
    private long nextSeq = 1;
    private long acknowledged;

    private Journal(FrameFile file, Assignment assignment) {
        this.file = file;
        this.assignment = assignment;
    }

    /** Begins the journal of a new run; on disk when it returns. */
    public static Journal create(Path path, Assignment assignment) throws IOException {
        var journal = new Journal(FrameFile.create(path), assignment);
        journal.append(Frame.Head.at(assignment.leasedAt()).with(assignment), List.of());
        journal.sync();
        return journal;
    }

    /** Opens the journal of a run that goes on; what a kill tore off its end is cut away. */
    public static Opened open(Path path) throws IOException {
        ObjectMapper json = Wire.mapper();
        var replaying = new Replaying(json);
        FrameFile file = FrameFile.open(path, replaying::take);
        try {
            Replay replay = replaying.replay(path);
            var journal = new Journal(file, replay.assignment());
            journal.nextSeq = replay.lastSeq() + 1;
            journal.acknowledged = replay.acknowledged();
            return new Opened(journal, replay);
        } catch (IOException incomplete) {
            file.close();
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
            append(Frame.Head.at(at).with(newer), List.of());
            assignment = newer;
        } finally {
            lock.unlock();
        }
        sync();
    }

    /** One record, safe from a power failure when it returns. */
    void write(Instant at, RunRecord record) {
        append(Frame.Head.at(at), List.of(record));
        sync();
    }

    /** A line that is not sent; safe from a kill of the agent when it returns. */
    void note(Instant at, String owner, String text) {
        append(Frame.Head.at(at).with(new Frame.Note(owner, text)), List.of());
    }

    /** Records and the checkpoints that go with them; safe from a kill of the agent when it returns. */
    void writeReadings(Instant at, List<RunRecord> records, Map<String, String> checkpoints) {
        append(Frame.Head.at(at).with(checkpoints), records);
    }

    /** Everything so far survives a power failure once it returns. Only such records are sent: no number is ever given twice. */
    public void sync() {
        try {
            file.sync();
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal %s cannot be written".formatted(file.path()), broken);
        }
    }

    /** The server has stored all records up to that number. */
    public void acknowledge(Instant at, long seq) {
        lock.lock();
        try {
            if (seq > acknowledged) {
                append(Frame.Head.at(at).acknowledging(seq), List.of());
                acknowledged = seq;
            }
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

    /** Waits until there is a record above that number, at most so long. */
    public void awaitBeyond(long seq, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = java.util.concurrent.TimeUnit.MILLISECONDS.toNanos(millis);
            while (nextSeq - 1 <= seq && left > 0) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reads records in the order of their numbers, from the one given on. */
    public JournalReader readFrom(long seq) throws IOException {
        return new JournalReader(file.cursor(), json, seq);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void append(Frame.Head head, List<RunRecord> records) {
        try {
            byte[] payload = Frame.of(head, records, json).toBytes(json);
            lock.lock();
            try {
                file.append(nextSeq, records.size(), payload);
                nextSeq += records.size();
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal %s cannot be written".formatted(file.path()), broken);
        }
    }
}
