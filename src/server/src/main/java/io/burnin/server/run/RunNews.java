package io.burnin.server.run;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for something to happen to a run. For virtual threads: many may wait. */
@ApplicationScoped
public class RunNews {

    /** What another server changed is seen by looking again. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /** To be taken before looking at the run, so that nothing is missed between looking and waiting. */
    public Waiting of(RunId run) {
        var waiting = new Waiting(run);
        all.add(waiting);
        return waiting;
    }

    void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunChanged change) {
        all.stream().filter(waiting -> waiting.run.equals(change.run())).forEach(Waiting::wake);
    }

    /** The server ends only once all its answers are given. */
    void endAllWaiting(@Observes ShutdownEvent shutdown) {
        over = true;
        all.forEach(Waiting::wake);
    }

    /** One who waits for news of one run. */
    public final class Waiting implements AutoCloseable {

        private final RunId run;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean news;

        private Waiting(RunId run) {
            this.run = run;
        }

        /**
         * Waits until it is worth looking again, at most so long.
         *
         * @return how much of the time is left; nothing if the server ends
         */
        public Duration await(Duration time) throws InterruptedException {
            long glance = Math.min(time.toNanos(), GLANCE.toNanos());
            long left = glance;
            lock.lock();
            try {
                while (!news && left > 0 && !over) {
                    left = changed.awaitNanos(left);
                }
                news = false;
            } finally {
                lock.unlock();
            }
            return over ? Duration.ZERO : time.minusNanos(glance - Math.max(0, left));
        }

        /** Whether the server ends. */
        public boolean isOver() {
            return over;
        }

        private void wake() {
            lock.lock();
            try {
                news = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
