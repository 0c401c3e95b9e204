package io.burnin.agent.probe;

/** The probes of one run at work, each at its own pace. Steps ask it through {@link Live} and tell it through {@link Ledgers}. */
public interface Observation extends Live, Ledgers, AutoCloseable {

    /** Begins to read; after a restart each probe goes on where its checkpoint says. */
    void start();

    /** Reads every probe a last time and then no more. Once it returns, no reading of this run follows. */
    void finish() throws InterruptedException;

    /** Stops reading at once, without a last look; the run goes on in another process. */
    @Override
    void close();
}
