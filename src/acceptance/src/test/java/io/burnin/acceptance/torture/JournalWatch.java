package io.burnin.acceptance.torture;

import io.burnin.acceptance.torture.JournalTail.Entry;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Looks at the journal of one run all the time, and tells when an intent has reached the disk. */
final class JournalWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private final JournalTail tail;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Instant> intents = new ArrayList<>();
    private final Thread thread;
    private boolean over;

    private JournalWatch(Path journal) {
        this.tail = new JournalTail(journal);
        this.thread = Thread.ofPlatform().name("journal watch").daemon().unstarted(this::watch);
    }

    static JournalWatch of(Path journal) {
        var watch = new JournalWatch(journal);
        watch.thread.start();
        return watch;
    }

    /** Everything so far, in the order of the file. */
    List<Entry> entries() {
        return locked(() -> List.copyOf(entries));
    }

    /** When each intent was seen on disk. */
    List<Instant> intents() {
        return locked(() -> List.copyOf(intents));
    }

    boolean isOver() {
        return locked(() -> over);
    }

    /** Waits for the n-th intent from now on. @return when it was seen; empty if the run ended, or there was none for so long */
    Optional<Instant> awaitIntent(int n, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int wanted = intents.size() + n;
            long left = patience.toNanos();
            while (intents.size() < wanted && !over && left > 0) {
                left = grown.awaitNanos(left);
            }
            return intents.size() >= wanted ? Optional.of(intents.get(wanted - 1)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                List<Entry> fresh = tail.next();
                if (!fresh.isEmpty()) {
                    take(fresh);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void take(List<Entry> fresh) {
        Instant now = Instant.now();
        lock.lock();
        try {
            entries.addAll(fresh);
            for (Entry entry : fresh) {
                if (entry.record() instanceof RunRecord.StepIntended) {
                    intents.add(now);
                }
                over |= entry.record() instanceof RunRecord.RunEnded;
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(java.util.function.Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
