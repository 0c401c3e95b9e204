package io.burnin.agent.service;

import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import java.time.Duration;

/** Looks again and again until something is so or the time is up. */
record Poll(RunClock clock, Duration every) {

    @FunctionalInterface
    interface Condition {
        boolean holds() throws StepFailed, InterruptedException;
    }

    /** Whether it came true; looked at once at least. */
    boolean until(Duration within, Condition condition) throws StepFailed, InterruptedException {
        long deadline = clock.nanos() + within.toNanos();
        while (!condition.holds()) {
            long left = deadline - clock.nanos();
            if (left <= 0) {
                return false;
            }
            Thread.sleep(Duration.ofNanos(Math.min(left, every.toNanos())));
        }
        return true;
    }
}
