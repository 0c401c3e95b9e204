package io.burnin.acceptance.torture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The batches of one run and what was answered to them, as the front door saw them pass. */
final class Traffic {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition passed = lock.newCondition();
    private final List<Instant> handedOver = new ArrayList<>();
    private final List<Instant> answers = new ArrayList<>();
    private long acknowledged;
    private long forgotten;

    /** A batch goes to a server. @return the highest number that had been acknowledged until then */
    long handOver(Instant now) {
        lock.lock();
        try {
            handedOver.add(now);
            passed.signalAll();
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    void acknowledge(Instant now, long seq) {
        lock.lock();
        try {
            answers.add(now);
            acknowledged = Math.max(acknowledged, seq);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A server asked for a record.
     *
     * @param known what had been acknowledged before the server was asked: everything up to that must not be asked for again
     */
    void expect(long seq, long known) {
        lock.lock();
        try {
            forgotten = Math.max(forgotten, known - seq + 1);
        } finally {
            lock.unlock();
        }
    }

    /** The highest number that a server has told to be stored. */
    long acknowledged() {
        lock.lock();
        try {
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    /** How many records a server asked for again after it had acknowledged them; 0 if none. */
    long forgotten() {
        lock.lock();
        try {
            return forgotten;
        } finally {
            lock.unlock();
        }
    }

    /** How many there were. */
    int batches() {
        lock.lock();
        try {
            return handedOver.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the n-th batch. @return when it was handed over; empty if that did not happen for so long */
    Optional<Instant> awaitBatch(int n, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (handedOver.size() < n && left > 0) {
                left = passed.awaitNanos(left);
            }
            return handedOver.size() >= n ? Optional.of(handedOver.get(n - 1)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** When batches were committed: between being handed over and being answered. */
    List<Instant> commits() {
        lock.lock();
        try {
            var all = new ArrayList<>(handedOver);
            all.addAll(answers);
            return all;
        } finally {
            lock.unlock();
        }
    }
}
