package io.burnin.agent.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Ever longer waits between tries, each somewhere between half and the whole, so that a fleet does not come back at once. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);

    private final Duration longest;
    private final RandomGenerator random;
    private Duration next = FIRST;

    public Backoff(Duration longest, RandomGenerator random) {
        this.longest = longest;
        this.random = random;
    }

    public Duration next() {
        long millis = next.toMillis();
        next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    /** It worked: the next wait is short again. */
    public void reset() {
        next = FIRST;
    }
}
