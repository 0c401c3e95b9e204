package io.burnin.agent.probe;

import io.burnin.plan.Statistic;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the probes of this run have seen so far, for steps that wait for something. Never used to judge a criterion. */
public interface Live {

    /**
     * A statistic of all samples since an instant, over the series with these labels (sums over series); the probe behind the
     * metric is read first, so that the answer is no older than the question. Empty while nothing was seen.
     */
    Optional<Double> value(Statistic statistic, String metric, Map<String, String> where, Instant since)
            throws InterruptedException;

    /** Reads a probe now. */
    void observe(String probe) throws InterruptedException;
}
