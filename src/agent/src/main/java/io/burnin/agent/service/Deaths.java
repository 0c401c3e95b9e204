package io.burnin.agent.service;

import io.burnin.agent.service.Services.DeathListener;
import io.burnin.agent.service.Services.Incarnation;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells listeners of ended incarnations, each once and in order. Whoever looks at processes reports a death without waiting for
 * listeners, since a listener may wait for the one who looks; whoever is about to start something in its place waits.
 */
final class Deaths {

    private final List<DeathListener> listeners = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Death> untold = new ConcurrentLinkedQueue<>();
    private final ReentrantLock telling = new ReentrantLock();

    private record Death(String service, Incarnation incarnation, boolean byOrder) {}

    void listen(DeathListener listener) {
        listeners.add(listener);
    }

    void report(String service, Incarnation incarnation, boolean byOrder) {
        untold.add(new Death(service, incarnation, byOrder));
    }

    /** Tells them unless another thread is at it. */
    void tell() {
        while (!listeners.isEmpty() && !untold.isEmpty() && telling.tryLock()) {
            try {
                tellAll();
            } finally {
                telling.unlock();
            }
        }
    }

    /** Returns when all that was reported before is told. */
    void tellNow() {
        telling.lock();
        try {
            tellAll();
        } finally {
            telling.unlock();
        }
    }

    /** Kept until somebody listens: after a restart a death may be seen first of all. */
    private void tellAll() {
        if (listeners.isEmpty()) {
            return;
        }
        for (Death death = untold.poll(); death != null; death = untold.poll()) {
            for (DeathListener listener : listeners) {
                listener.died(death.service(), death.incarnation(), death.byOrder());
            }
        }
    }
}
