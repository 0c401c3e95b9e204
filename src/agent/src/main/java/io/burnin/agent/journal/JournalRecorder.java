package io.burnin.agent.journal;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The recorder of a run: writes to its {@link Journal}. Readings are gathered and reach the disk within a
 * second: fewer and larger frames cost this host less.
 *
 * <p>On a full disk readings are the first to go, and a gap tells of it once there is room again. The intent of a step that cannot
 * be written is an {@link UncheckedIOException}, so that the step does not act; putting right goes on, and what must be told of it
 * waits in memory.
 */
public final class JournalRecorder implements Recorder, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JournalRecorder.class.getName());
    private static final Duration FLUSH_EVERY = Duration.ofMillis(900);
    private static final int MOST_GATHERED = 2_000;
    private static final int MOST_IN_MEMORY = 20_000;

    private final Journal journal;
    private final RunClock clock;
    private final Postponed postponed = new Postponed();
    private final ReentrantLock gatheringLock = new ReentrantLock();
    private final Thread flusher;
    private Gathering gathering = new Gathering();
    private Instant gatheredSince;
    private int flushAt = MOST_GATHERED;
    private Optional<Dropped> dropped = Optional.empty();
    private boolean isFull;

    public JournalRecorder(Journal journal, RunClock clock) {
        this.journal = journal;
        this.clock = clock;
        this.gatheredSince = clock.now();
        this.flusher = Thread.ofVirtual()
                .name("recorder of run " + journal.assignment().number())
                .start(this::flushUntilInterrupted);
    }

    /** Readings for which there was no room. */
    private record Dropped(Instant from, Instant at, long readings) {

        Dropped and(Instant until, long more) {
            return new Dropped(from, until, readings + more);
        }

        RunRecord.Gap gap() {
            String reason = "the disk of the agent's host was full: %d readings were not kept".formatted(readings);
            return new RunRecord.Gap(at, from, reason, 1);
        }
    }

    @Override
    public void write(RunRecord record) {
        if (record instanceof RunRecord.RunEnded) {
            writeLastReadings();
        }
        Instant at = clock.now();
        if (record instanceof RunRecord.StepIntended step && !putsRight(step)) {
            postponed.now(() -> journal.write(at, record));
            journal.sync();
        } else {
            postponed.nowOrLater(() -> journal.write(at, record));
            trySync();
        }
    }

    /** Whether it must happen even if nobody should ever learn of it. */
    private static boolean putsRight(RunRecord.StepIntended step) {
        return step.step().startsWith("finally/")
                || step.step().startsWith("undo/")
                || step.step().startsWith("verify/")
                || List.of("teardown", "reboot").contains(step.test());
    }

    @Override
    public void reading(String owner, Reading reading) {
        gatheringLock.lock();
        try {
            gathering.add(owner, reading);
            if (gathering.size() >= flushAt) {
                flush();
            }
        } finally {
            gatheringLock.unlock();
        }
    }

    @Override
    public boolean together(List<RunRecord> records, String owner, String note) {
        if (!journal.hasRoom() || !postponed.areWritten()) {
            return false;
        }
        try {
            journal.writeTogether(clock.now(), records, owner, note);
            return true;
        } catch (UncheckedIOException full) {
            LOG.log(INFO, "no room for {0} records of {1}: {2}", records.size(), owner, full.getMessage());
            return false;
        }
    }

    @Override
    public void note(String owner, String text) {
        Instant at = clock.now();
        postponed.nowOrLater(() -> journal.note(at, owner, text));
    }

    /** Writes what was gathered. What there is no room for waits, or is dropped if it has become too much. */
    public void flush() {
        gatheringLock.lock();
        try {
            if (gathering.isEmpty() && dropped.isEmpty()) {
                return;
            }
            Instant now = clock.now();
            if (wasWritten(now)) {
                startGathering(now);
            } else if (gathering.size() >= MOST_IN_MEMORY) {
                drop(now);
            }
            flushAt = gathering.size() + MOST_GATHERED;
        } finally {
            gatheringLock.unlock();
        }
    }

    private boolean wasWritten(Instant now) {
        if (!journal.hasRoom()) {
            told("less is free on the disk than the agent's file wants to be kept");
            return false;
        }
        try {
            if (dropped.isPresent()) {
                journal.writeReadings(now, List.of(dropped.get().gap()), Map.of());
                dropped = Optional.empty();
            }
            if (!gathering.isEmpty()) {
                journal.writeReadings(now, gathering.records(), gathering.checkpoints());
            }
            if (isFull) {
                LOG.log(INFO, "there is room for readings again");
            }
            isFull = false;
            return true;
        } catch (UncheckedIOException full) {
            told(full.getMessage());
            return false;
        }
    }

    private void told(String why) {
        if (!isFull) {
            LOG.log(ERROR, "readings wait in memory, and no step but those that undo is begun without room: {0}", why);
        }
        isFull = true;
    }

    private void drop(Instant now) {
        int readings = gathering.size();
        dropped = Optional.of(dropped.map(before -> before.and(now, readings))
                .orElseGet(() -> new Dropped(gatheredSince, now, readings)));
        startGathering(now);
    }

    private void startGathering(Instant now) {
        gathering = new Gathering();
        gatheredSince = now;
    }

    /** What there is no room for now will never be written. */
    private void writeLastReadings() {
        gatheringLock.lock();
        try {
            flush();
            if (!gathering.isEmpty()) {
                drop(clock.now());
            }
            if (dropped.isPresent()) {
                Dropped last = dropped.get();
                dropped = Optional.empty();
                postponed.nowOrLater(() -> journal.write(last.at(), last.gap()));
            }
        } finally {
            gatheringLock.unlock();
        }
    }

    /** Writes what was gathered, and no more. The journal stays open. */
    @Override
    public void close() {
        flusher.interrupt();
        writeLastReadings();
        if (isWritten()) {
            journal.releaseReserve();
        }
    }

    /** Tries again to write what the disk did not take. @return whether all is on disk */
    public boolean isWritten() {
        return postponed.areWritten() && trySync();
    }

    private boolean trySync() {
        try {
            journal.sync();
            return true;
        } catch (UncheckedIOException broken) {
            LOG.log(ERROR, "not safe from a power failure: {0}", broken.getMessage());
            return false;
        }
    }

    private void flushUntilInterrupted() {
        while (true) {
            try {
                Thread.sleep(FLUSH_EVERY);
                flush();
                isWritten();
                journal.tend();
            } catch (InterruptedException closed) {
                return;
            } catch (IOException | RuntimeException failed) {
                LOG.log(
                        ERROR,
                        "the journal of run {0} cannot be tended: {1}",
                        journal.assignment().number(),
                        failed);
            }
        }
    }
}
