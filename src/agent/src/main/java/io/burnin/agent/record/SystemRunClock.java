package io.burnin.agent.record;

import java.time.Clock;
import java.time.Instant;

/** The host's clocks: the wall clock is read once, the monotonic one from then on. */
public final class SystemRunClock implements RunClock {

    private final Instant wallAtStart;
    private final long nanosAtStart = System.nanoTime();

    private SystemRunClock(Instant wallAtStart) {
        this.wallAtStart = wallAtStart;
    }

    public static SystemRunClock start() {
        return new SystemRunClock(Clock.systemUTC().instant());
    }

    /** For a run that goes on after a restart: never earlier than what it recorded before, wherever the wall clock went. */
    public static SystemRunClock startNotBefore(Instant lastRecorded) {
        Instant wall = Clock.systemUTC().instant();
        return new SystemRunClock(wall.isBefore(lastRecorded) ? lastRecorded : wall);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant at(long nanos) {
        return wallAtStart.plusNanos(nanos - nanosAtStart);
    }
}
