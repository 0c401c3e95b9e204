package io.burnin.agent.journal;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** What the disk did not take, in memory and in order, until it takes it. Safe for many threads. */
final class Postponed {

    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> writes = new ArrayDeque<>();
    private volatile boolean any;

    /** Writes it behind what was postponed, or not at all. @throws UncheckedIOException if the disk does not take it */
    void now(Runnable write) {
        if (!any) {
            write.run();
            return;
        }
        lock.lock();
        try {
            writeAll();
            write.run();
        } finally {
            lock.unlock();
        }
    }

    /** Writes it, or keeps it for later. @throws UncheckedIOException if there is too much of it already */
    void nowOrLater(Runnable write) {
        if (!any && failureOf(write).isEmpty()) {
            return;
        }
        lock.lock();
        try {
            Optional<UncheckedIOException> failure = failureOf(this::writeAll).or(() -> failureOf(write));
            if (failure.isPresent()) {
                if (writes.size() >= MOST) {
                    throw failure.get();
                }
                writes.add(write);
                any = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tries again. @return whether nothing is left */
    boolean areWritten() {
        if (!any) {
            return true;
        }
        lock.lock();
        try {
            return failureOf(this::writeAll).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        for (Runnable next = writes.peek(); next != null; next = writes.peek()) {
            next.run();
            writes.remove();
        }
        any = false;
    }

    private static Optional<UncheckedIOException> failureOf(Runnable write) {
        try {
            write.run();
            return Optional.empty();
        } catch (UncheckedIOException full) {
            return Optional.of(full);
        }
    }
}
