package io.burnin.agent.action;

import io.burnin.agent.record.RunClock;
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

    /** One of several tasks whose starts are fixed in advance. */
    @FunctionalInterface
    interface Paced {
        /**
         * @param n counts from 1
         * @param intended when it should start, a reading of the run's clock
         */
        void run(long n, long intended) throws StepFailed, InterruptedException;
    }

    /** Starts so many, the first now and the others at that distance whether or not those before are done, until one fails. */
    void startPaced(int count, Duration every, RunClock clock, Paced task) throws InterruptedException {
        long began = clock.nanos();
        var pause = new Pause(clock);
        for (int n = 1; n <= count && !hasFailed(); n++) {
            int number = n;
            long intended = began + (n - 1) * every.toNanos();
            pause.until(intended);
            start(() -> task.run(number, intended));
        }
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
