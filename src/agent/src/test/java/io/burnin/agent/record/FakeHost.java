package io.burnin.agent.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The clocks of a host in a test's hand. */
public final class FakeHost implements HostTime {

    public static final Instant START = Instant.parse("2026-02-28T22:00:00Z");

    private Instant wall = START;
    private long nanos = 17;
    private Optional<Duration> sinceBoot = Optional.of(Duration.ofHours(5));

    /** Time passes, and all clocks with it. */
    public void pass(Duration time) {
        nanos += time.toNanos();
        sleep(time);
    }

    /** Time passes, and the monotonic clock stands still. */
    public void sleep(Duration time) {
        wall = wall.plus(time);
        sinceBoot = sinceBoot.map(time::plus);
    }

    /** Somebody sets the wall clock. */
    public void set(Duration by) {
        wall = wall.plus(by);
    }

    /** The host was away for so long, and all but its wall clock begins anew. */
    public void reboot(Duration away) {
        wall = wall.plus(away);
        nanos = 3;
        sinceBoot = Optional.of(Duration.ofSeconds(20));
    }

    /** Like one that tells nobody when it was booted. */
    public FakeHost mute() {
        sinceBoot = Optional.empty();
        return this;
    }

    @Override
    public Instant wall() {
        return wall;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Optional<Duration> sinceBoot() {
        return sinceBoot;
    }
}
