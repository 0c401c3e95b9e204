package io.burnin.agent.schedule;

import io.burnin.agent.record.RunClock;
import java.time.Duration;
import java.time.Instant;

/** Time that passes faster than it does, for clock and pauses alike. */
final class FastTime implements RunClock, Pause {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final long began = System.nanoTime();
    private final int speed;

    FastTime(int speed) {
        this.speed = speed;
    }

    @Override
    public long nanos() {
        return (System.nanoTime() - began) * speed;
    }

    @Override
    public Instant at(long nanos) {
        return START.plusNanos(nanos);
    }

    @Override
    public void of(Duration time) throws InterruptedException {
        Thread.sleep(time.dividedBy(speed));
    }

    /** Those of a killed agent end without a word to the tests beside, which look out for errors that nobody caught. */
    @Override
    public Thread thread(Runnable work) {
        return Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, error) -> {
                    if (!(error instanceof FakeTarget.Killed)) {
                        thread.getThreadGroup().uncaughtException(thread, error);
                    }
                })
                .unstarted(work);
    }
}
