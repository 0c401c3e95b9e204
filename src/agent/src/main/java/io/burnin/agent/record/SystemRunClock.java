package io.burnin.agent.record;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time from where it was begun on, as the host's monotonic clock and nobody's hand moves it. What the host slept is added, once
 * somebody has noticed: a schedule is kept by the time that passes, whether the host is awake or not.
 */
public final class SystemRunClock implements RunClock {

    /** The longest that a sleeper does not see that the host has slept. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final HostTime host;
    private final Instant begun;
    private final long nanosAtBegin;
    private final AtomicLong slept = new AtomicLong();

    private SystemRunClock(HostTime host, Instant begun) {
        this.host = host;
        this.begun = begun;
        this.nanosAtBegin = host.nanos();
    }

    /** By the wall clock of this host. */
    public static SystemRunClock start() {
        HostTime host = new SystemHostTime();
        return from(host, host.wall());
    }

    /** Whose time now is the one given. */
    public static SystemRunClock from(HostTime host, Instant now) {
        return new SystemRunClock(host, now);
    }

    /** Whose time now is the one given, but not before the last record of its run. */
    public static SystemRunClock notBefore(HostTime host, Instant now, Instant lastRecorded) {
        return from(host, now.isBefore(lastRecorded) ? lastRecorded : now);
    }

    @Override
    public long nanos() {
        return host.nanos() + slept.get();
    }

    @Override
    public Instant at(long nanos) {
        return begun.plusNanos(nanos - nanosAtBegin);
    }

    /** How far this clock is ahead of the host's wall clock; other than it was once somebody has set that. */
    public Duration ahead() {
        return Duration.between(host.wall(), now());
    }

    /** The host slept so long, and its monotonic clock stood still. */
    void slept(Duration time) {
        slept.addAndGet(time.toNanos());
    }

    /** Lets so much time pass, by this clock. */
    public void sleep(Duration time) throws InterruptedException {
        long until = nanos() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - nanos()) {
            Thread.sleep(Duration.ofNanos(Math.min(left, GLANCE.toNanos())));
        }
    }
}
