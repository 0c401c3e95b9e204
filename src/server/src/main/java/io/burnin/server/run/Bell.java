package io.burnin.server.run;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Rings when there may be work for waiting agents. */
@ApplicationScoped
class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;
    private boolean over;

    /** How often it has rung; to be asked before looking for work, so that no ring is missed between looking and waiting. */
    long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any longer: the server ends only once all its answers are given. */
    void endAllWaiting(@Observes ShutdownEvent shutdown) {
        lock.lock();
        try {
            over = true;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the server ends. */
    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunChanged change) {
        if (change.state()) {
            ring();
        }
    }

    /**
     * Waits until it has rung since {@code seen}.
     *
     * @return how much of the time is left; nothing if it did not ring, or never will
     */
    Duration await(long seen, Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (rings == seen && left > 0 && !over) {
                left = rung.awaitNanos(left);
            }
            return over ? Duration.ZERO : Duration.ofNanos(Math.max(0, left));
        } finally {
            lock.unlock();
        }
    }
}
