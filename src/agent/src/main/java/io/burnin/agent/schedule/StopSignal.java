package io.burnin.agent.schedule;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Interrupts the parts of a run that may be interrupted, once and for all; those that undo harm never enter it. */
final class StopSignal {

    /** Work that ends soon after its thread is interrupted. */
    interface Body<X extends Exception> {
        void run() throws X, InterruptedException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> inside = new HashSet<>();
    private Optional<Stop> raised = Optional.empty();

    /** Does the work in the calling thread, which is interrupted when the signal is raised. Raised before: does nothing and throws. */
    <X extends Exception> void guard(Body<X> body) throws X, InterruptedException {
        lock.lock();
        try {
            if (raised.isPresent()) {
                throw new InterruptedException(raised.get().reason());
            }
            inside.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
        try {
            body.run();
        } finally {
            leave();
        }
    }

    /** The first reason counts. */
    void raise(Stop stop) {
        lock.lock();
        try {
            if (raised.isEmpty()) {
                raised = Optional.of(stop);
                inside.forEach(Thread::interrupt);
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<Stop> raised() {
        lock.lock();
        try {
            return raised;
        } finally {
            lock.unlock();
        }
    }

    /** An interrupt that came too late for the work must not hit what follows it. */
    private void leave() {
        lock.lock();
        try {
            inside.remove(Thread.currentThread());
            if (Thread.interrupted() && raised.isEmpty()) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
