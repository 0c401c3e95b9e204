package io.burnin.server.security;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How often each token may ask this server: at most so often a second for long, and twice that at once. */
@Singleton
class RateLimit {

    private static final int SECONDS_AT_ONCE = 2;

    private final Map<UUID, Bucket> buckets = new ConcurrentHashMap<>();
    private final double perSecond;
    private final Clock clock;

    RateLimit(LimitConfig config, Clock clock) {
        this.perSecond = config.requestsPerSecond();
        this.clock = clock;
    }

    /** @return whether the token may ask once more now */
    boolean admits(UUID token) {
        return buckets.merge(token, full(), (before, unused) -> before.taken(clock.instant(), perSecond))
                .admitted();
    }

    private Bucket full() {
        return new Bucket(perSecond * SECONDS_AT_ONCE - 1, clock.instant(), true);
    }

    /** @param left requests that may come at once; {@code admitted} tells of the last that came */
    private record Bucket(double left, Instant at, boolean admitted) {

        Bucket taken(Instant now, double perSecond) {
            double passed = Math.max(0, Duration.between(at, now).toMillis()) / 1000.0;
            double filled = Math.min(perSecond * SECONDS_AT_ONCE, left + passed * perSecond);
            return filled < 1 ? new Bucket(filled, now, false) : new Bucket(filled - 1, now, true);
        }
    }
}
