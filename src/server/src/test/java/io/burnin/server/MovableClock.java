package io.burnin.server;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The time as the host has it, until a test lets some pass. */
@ApplicationScoped
public class MovableClock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public void advance(Duration time) {
        ahead.updateAndGet(time::plus);
    }

    public void reset() {
        ahead.set(Duration.ZERO);
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Clock clock() {
        Clock host = Clock.tickMillis(ZoneOffset.UTC);
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return host.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("the server's time is UTC");
            }

            @Override
            public Instant instant() {
                return host.instant().plus(ahead.get());
            }
        };
    }
}
