package io.burnin.server.run;

import io.burnin.agent.record.RunClock;
import io.burnin.agent.schedule.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A time that stands still as long as anybody has something to do, and then jumps to the next instant that somebody waits for.
 * How long the host takes for the work does not show in it: days pass in seconds, and to the nanosecond. It knows its threads
 * because it made them.
 */
final class ControlledTime implements Pause, RunClock, InstantSource, AutoCloseable {

    /** Whether a thread has come to wait for another shows to nobody but who looks. */
    private static final long LOOK_EVERY_MICROS = 200;

    private final Instant start;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Thread, Worker> workers = new HashMap<>();
    private final Thread ticking;
    private long passed;
    private boolean passes;

    /** One of the threads. {@code maker} is the worker that made it, and may wait for its end. */
    private final class Worker {
        private final Optional<Worker> maker;
        private final Condition due = lock.newCondition();
        private OptionalLong wakesAt = OptionalLong.empty();

        Worker(Optional<Worker> maker) {
            this.maker = maker;
        }
    }

    /** It begins to pass with {@link #go}. */
    ControlledTime(Instant start) {
        this.start = start;
        this.ticking = Thread.ofPlatform().daemon().name("controlled time").start(this::tick);
    }

    void go() {
        pass(true);
    }

    void stand() {
        pass(false);
    }

    private void pass(boolean from) {
        lock.lock();
        try {
            passes = from;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return passed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant at(long nanos) {
        return start.plusNanos(nanos);
    }

    @Override
    public Instant instant() {
        return now();
    }

    /** Busy from now on, until it waits or ends. */
    @Override
    public Thread thread(Runnable work) {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } finally {
                end(Thread.currentThread());
            }
        });
        lock.lock();
        try {
            workers.put(thread, new Worker(Optional.ofNullable(workers.get(Thread.currentThread()))));
        } finally {
            lock.unlock();
        }
        return thread;
    }

    private void end(Thread thread) {
        lock.lock();
        try {
            workers.remove(thread);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void of(Duration time) throws InterruptedException {
        if (!time.isPositive()) {
            return;
        }
        lock.lockInterruptibly();
        try {
            Worker worker = Optional.ofNullable(workers.get(Thread.currentThread()))
                    .orElseThrow(() -> new IllegalStateException("this thread was not made by this time"));
            long until = passed + time.toNanos();
            worker.wakesAt = OptionalLong.of(until);
            changed.signal();
            try {
                while (passed < until) {
                    worker.due.await();
                }
            } finally {
                worker.wakesAt = OptionalLong.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws InterruptedException {
        ticking.interrupt();
        ticking.join();
    }

    private void tick() {
        try {
            while (true) {
                lock.lockInterruptibly();
                try {
                    if (!passes) {
                        changed.await();
                    } else if (workers.entrySet().stream().allMatch(each -> waits(each.getKey(), each.getValue()))) {
                        jump();
                    } else {
                        changed.await(LOOK_EVERY_MICROS, TimeUnit.MICROSECONDS);
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** For an instant, or for the end of a thread that it made. When the last of those has ended, it is its turn. */
    private boolean waits(Thread thread, Worker worker) {
        return worker.wakesAt.isPresent()
                || thread.getState() == Thread.State.WAITING
                        && workers.values().stream().anyMatch(other -> other.maker.equals(Optional.of(worker)));
    }

    /** Who is woken is busy before anybody can look again. */
    private void jump() throws InterruptedException {
        OptionalLong next = workers.values().stream()
                .flatMapToLong(worker -> worker.wakesAt.stream())
                .min();
        if (next.isEmpty()) {
            changed.await();
            return;
        }
        passed = next.getAsLong();
        for (Worker worker : workers.values()) {
            if (worker.wakesAt.isPresent() && worker.wakesAt.getAsLong() <= passed) {
                worker.wakesAt = OptionalLong.empty();
                worker.due.signal();
            }
        }
    }
}
