package io.burnin.agent.schedule;

import java.time.Duration;

/** Lets time pass. A test lets it pass faster. */
@FunctionalInterface
public interface Pause {

    void of(Duration time) throws InterruptedException;
}
