package io.burnin.agent.probe;

import io.burnin.agent.record.RunClock;
import java.time.Duration;
import java.time.Instant;

/** Stands still until told. */
final class ManualClock implements RunClock {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private long nanos;

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant at(long reading) {
        return START.plusNanos(reading);
    }
}
