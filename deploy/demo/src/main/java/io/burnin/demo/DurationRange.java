package io.burnin.demo;

import java.time.Duration;

/** From shortest to longest, both included. */
record DurationRange(Duration shortest, Duration longest) {

    DurationRange {
        if (longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("%s is shorter than %s".formatted(longest, shortest));
        }
    }

    /** The same key always gets the same duration, so that a run can be repeated. */
    Duration of(String key) {
        long spread = longest.minus(shortest).toMillis() + 1;
        return shortest.plusMillis(Math.floorMod(key.hashCode() * 31L, spread));
    }
}
