package io.burnin.server;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The time as the host has it, until a test lets some pass or has a time of its own. */
@ApplicationScoped
public class MovableClock {

    private static final Clock HOST = Clock.tickMillis(ZoneOffset.UTC);

    private final AtomicReference<InstantSource> source = new AtomicReference<>(HOST);
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** From now on the server has that time. */
    public void follow(InstantSource time) {
        source.set(time);
    }

    public void advance(Duration time) {
        ahead.updateAndGet(time::plus);
    }

    public void reset() {
        source.set(HOST);
        ahead.set(Duration.ZERO);
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("the server's time is UTC");
            }

            @Override
            public Instant instant() {
                return source.get().instant().truncatedTo(ChronoUnit.MILLIS).plus(ahead.get());
            }
        };
    }
}
