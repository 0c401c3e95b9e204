package io.burnin.agent.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The clocks that a host has. None of them alone is the time of a run. */
public interface HostTime {

    /** A host whose clock nobody sets, and which never sleeps. */
    static HostTime of(InstantSource clock) {
        return new HostTime() {
            @Override
            public Instant wall() {
                return clock.instant();
            }

            @Override
            public long nanos() {
                return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
            }

            @Override
            public Optional<Duration> sinceBoot() {
                return Optional.empty();
            }
        };
    }

    /** What the host takes for the time of day. Anybody may set it, in either direction. */
    Instant wall();

    /** Nanoseconds of the monotonic clock; only differences mean something. Stands still while some hosts sleep. */
    long nanos();

    /** How long ago this host was booted, its sleep included; the same for each agent of one boot. Empty where no host tells. */
    Optional<Duration> sinceBoot();
}
