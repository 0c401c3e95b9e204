package io.burnin.agent.journal;

import static java.lang.System.Logger.Level.ERROR;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.protocol.RunRecord;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The recorder of a run: writes to its {@link Journal}. Readings are gathered and reach the disk within a
 * second: fewer and larger frames cost this host less.
 */
public final class JournalRecorder implements Recorder, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JournalRecorder.class.getName());
    private static final Duration FLUSH_EVERY = Duration.ofMillis(900);
    private static final int MOST_GATHERED = 2_000;

    private final Journal journal;
    private final RunClock clock;
    private final ReentrantLock gatheringLock = new ReentrantLock();
    private Gathering gathering = new Gathering();
    private final Thread flusher;

    public JournalRecorder(Journal journal, RunClock clock) {
        this.journal = journal;
        this.clock = clock;
        this.flusher = Thread.ofVirtual()
                .name("recorder of run " + journal.assignment().number())
                .start(this::flushUntilInterrupted);
    }

    @Override
    public void write(RunRecord record) {
        if (record instanceof RunRecord.RunEnded) {
            flush();
        }
        journal.write(clock.now(), record);
    }

    @Override
    public void reading(String owner, Reading reading) {
        gatheringLock.lock();
        try {
            gathering.add(owner, reading);
            if (gathering.size() >= MOST_GATHERED) {
                flush();
            }
        } finally {
            gatheringLock.unlock();
        }
    }

    @Override
    public void note(String owner, String text) {
        journal.note(clock.now(), owner, text);
    }

    /** Writes what was gathered; what the disk did not take stays gathered. */
    public void flush() {
        gatheringLock.lock();
        try {
            if (!gathering.isEmpty()) {
                journal.writeReadings(clock.now(), gathering.records(), gathering.checkpoints());
                gathering = new Gathering();
            }
        } finally {
            gatheringLock.unlock();
        }
    }

    /** Writes what was gathered, and no more. The journal stays open. */
    @Override
    public void close() {
        flusher.interrupt();
        flush();
        journal.sync();
    }

    private void flushUntilInterrupted() {
        while (true) {
            try {
                Thread.sleep(FLUSH_EVERY);
                flush();
                journal.sync();
            } catch (InterruptedException closed) {
                return;
            } catch (UncheckedIOException full) {
                LOG.log(ERROR, "readings wait in memory: " + full.getMessage(), full.getCause());
            }
        }
    }
}
