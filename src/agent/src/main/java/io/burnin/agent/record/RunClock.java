package io.burnin.agent.record;

import java.time.Instant;

/**
 * The time of a run: the wall clock at the agent's start plus monotonic time since, so that no jump of the wall clock makes a
 * duration negative or long.
 */
public interface RunClock {

    /** Nanoseconds of the monotonic clock; only differences mean something. */
    long nanos();

    /** The run's time at that reading of {@link #nanos()}. */
    Instant at(long nanos);

    default Instant now() {
        return at(nanos());
    }
}
