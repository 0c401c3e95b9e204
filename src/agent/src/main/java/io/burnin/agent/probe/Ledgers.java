package io.burnin.agent.probe;

import java.time.Instant;

/** Where steps tell what they submitted. */
public interface Ledgers {

    /**
     * Told as soon as the id is known; on disk when it returns.
     *
     * @param ledger the ledger probe
     * @param origin the test
     * @param intended the intended start of the submission: latency counts from here
     */
    void submitted(String ledger, String id, String origin, Instant intended);
}
