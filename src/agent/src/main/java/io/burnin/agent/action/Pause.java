package io.burnin.agent.action;

import io.burnin.agent.record.RunClock;
import java.time.Duration;

/** Waits for a reading of the run's clock. */
record Pause(RunClock clock) {

    /** A thread does not see that its host slept; the clock does. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    void until(long nanos) throws InterruptedException {
        for (long left = nanos - clock.nanos(); left > 0; left = nanos - clock.nanos()) {
            Thread.sleep(Duration.ofNanos(Math.min(left, GLANCE.toNanos())));
        }
    }
}
