package io.burnin.agent.schedule;

import java.time.Duration;

/** Lets time pass, for threads that it makes itself: a test that lets it pass faster has to know who waits. */
@FunctionalInterface
public interface Pause {

    void of(Duration time) throws InterruptedException;

    /** One that is not started yet, for work that will let time pass. */
    default Thread thread(Runnable work) {
        return Thread.ofVirtual().unstarted(work);
    }
}
