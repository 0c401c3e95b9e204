package io.burnin.agent.schedule;

import io.burnin.agent.record.RunClock;
import java.time.Duration;
import java.time.Instant;

/** Time that passes faster than it does, for clock and pauses alike. */
final class FastTime implements RunClock, Pause {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final long began = System.nanoTime();
    private final int speed;
    private volatile long skipped;

    FastTime(int speed) {
        this.speed = speed;
    }

    @Override
    public long nanos() {
        return (System.nanoTime() - began) * speed + skipped;
    }

    /** Nobody gets to do anything for so long. */
    void skip(Duration time) {
        skipped = time.toNanos();
    }

    @Override
    public Instant at(long nanos) {
        return START.plusNanos(nanos);
    }

    @Override
    public void of(Duration time) throws InterruptedException {
        long until = nanos() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - nanos()) {
            Thread.sleep(Duration.ofNanos(Math.min(left / speed, GLANCE.toNanos())));
        }
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
