package io.burnin.agent.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Two occurrences that disturb one service never overlap: the later waits, in the order of asking. */
final class Turns {

    /** Held from before the first step until the target is calm again, and waited for before. */
    static final class Turn {
        private final Set<String> services;

        private Turn(Set<String> services) {
            this.services = services;
        }

        private boolean excludes(Turn other) {
            return services.stream().anyMatch(other.services::contains);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final List<Turn> asked = new ArrayList<>();

    /** Whether {@link #await} would have to wait. */
    boolean isTaken(Set<String> services) {
        lock.lock();
        try {
            return asked.stream().anyMatch(new Turn(services)::excludes);
        } finally {
            lock.unlock();
        }
    }

    /** A place in the queue. */
    Turn ask(Set<String> services) {
        var turn = new Turn(services);
        lock.lock();
        try {
            asked.add(turn);
            return turn;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody who asked before disturbs the same. Who gives up still has to give the turn back. */
    void await(Turn turn) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (asked.subList(0, asked.indexOf(turn)).stream().anyMatch(turn::excludes)) {
                freed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Turn turn) {
        lock.lock();
        try {
            asked.remove(turn);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
