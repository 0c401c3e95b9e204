package io.burnin.agent;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps this host from falling asleep by itself while a run is executed: a host that sleeps measures nothing. One that cannot be
 * kept awake is told of once, and the runs go on.
 */
final class KeepAwake {

    /** A way to keep a host awake. */
    interface Way {
        /** Keeps it awake until the thread is interrupted, then lets it sleep again and returns. */
        void keep() throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(KeepAwake.class.getName());

    private final List<Way> ways;
    private final AtomicBoolean hasTold = new AtomicBoolean();
    private int holders;
    private Thread keeping = new Thread();

    /** @param ways the best first; the next is tried when one does not work */
    KeepAwake(List<Way> ways) {
        this.ways = List.copyOf(ways);
    }

    static KeepAwake ofThisHost() {
        return new KeepAwake(WaysToStayAwake.ofThisHost());
    }

    /** The host may sleep again when all that hold it have let go. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    synchronized Held hold() {
        holders++;
        if (holders == 1 && !ways.isEmpty()) {
            keeping = Thread.ofPlatform().daemon().name("keep awake").start(this::keep);
        }
        return this::letGo;
    }

    private synchronized void letGo() {
        holders--;
        if (holders == 0) {
            keeping.interrupt();
        }
    }

    private void keep() {
        String failure = "";
        for (Way way : ways) {
            try {
                way.keep();
                return;
            } catch (IOException doesNotWork) {
                failure = String.valueOf(doesNotWork.getMessage());
            }
        }
        if (!hasTold.getAndSet(true)) {
            LOG.log(WARNING, "nothing keeps this host from sleeping during a run: {0}", failure);
        }
    }
}
