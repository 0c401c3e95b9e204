package io.burnin.server.verdict;

import io.burnin.server.run.Run;
import io.burnin.server.run.RunChanged;
import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for the end of a run. For virtual threads: many may wait. */
@ApplicationScoped
class Patience {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** What another server changed is seen by looking again. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Runs runs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    Patience(Runs runs) {
        this.runs = runs;
    }

    void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunChanged change) {
        if (change.state()) {
            lock.lock();
            try {
                changes++;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The run as it is when it has ended, or when the time is over. */
    Run untilEnd(RunName name, Duration time) throws InterruptedException {
        long left = Math.min(time.toNanos(), LONGEST.toNanos());
        while (true) {
            long seen = changes();
            Run run = runs.require(name);
            if (run.state().hasEnded() || left <= 0) {
                return run;
            }
            left = await(seen, left);
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private long await(long seen, long left) throws InterruptedException {
        long glance = Math.min(left, GLANCE.toNanos());
        long rest = glance;
        lock.lock();
        try {
            while (changes == seen && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
        return left - glance + Math.max(0, rest);
    }
}
