package io.burnin.agent.action;

import io.burnin.agent.record.StepFailed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Work of one step that goes on side by side. Remembers its first failure; closing it interrupts what still runs. */
final class Tasks implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int running;
    private Optional<Exception> failure = Optional.empty();

    @FunctionalInterface
    interface Task {
        void run() throws StepFailed, InterruptedException;
    }

    void start(Task task) {
        lock.lock();
        try {
            running++;
        } finally {
            lock.unlock();
        }
        threads.execute(() -> {
            Optional<Exception> outcome = Optional.empty();
            try {
                task.run();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (StepFailed | RuntimeException failed) {
                outcome = Optional.of(failed);
            } finally {
                end(outcome);
            }
        });
    }

    private void end(Optional<Exception> outcome) {
        lock.lock();
        try {
            running--;
            failure = failure.or(() -> outcome);
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    boolean hasFailed() {
        lock.lock();
        try {
            return failure.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Whether all are done in that time. */
    boolean awaitIdle(Duration within) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = within.toNanos();
            while (running > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return running == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all are done; throws the first failure. */
    void awaitAll() throws StepFailed, InterruptedException {
        awaitIdle(Duration.ofDays(365));
        rethrow();
    }

    void rethrow() throws StepFailed {
        lock.lock();
        try {
            if (failure.isPresent()) {
                switch (failure.get()) {
                    case StepFailed failed -> throw failed;
                    case RuntimeException defect -> throw defect;
                    default -> throw new IllegalStateException(failure.get());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }
}
