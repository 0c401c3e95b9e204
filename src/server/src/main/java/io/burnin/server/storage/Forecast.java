package io.burnin.server.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How fast the database grows, and how long its room will do if it goes on like that. */
record Forecast(OptionalDouble bytesPerDay) {

    /** It looks back so far: a day of load and a day of rest are both no forecast. */
    static final Duration LOOKS_BACK = Duration.ofDays(7);

    private static final Duration LEAST = Duration.ofHours(3);
    private static final double DAY = Duration.ofDays(1).toMillis();

    /**
     * @param readings oldest first, those before {@link #LOOKS_BACK} left out
     * @return without a growth until the readings span some hours
     */
    static Forecast of(List<Reading> readings, Instant now, long used) {
        if (readings.isEmpty()) {
            return new Forecast(OptionalDouble.empty());
        }
        Reading first = readings.getFirst();
        Duration passed = Duration.between(first.at(), now);
        return new Forecast(
                passed.compareTo(LEAST) < 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((used - first.used()) * DAY / passed.toMillis()));
    }

    /** Empty if it does not grow, or nobody knows. */
    OptionalDouble daysUntilFull(OptionalLong room) {
        boolean grows = bytesPerDay.isPresent() && bytesPerDay.getAsDouble() > 0;
        return grows && room.isPresent()
                ? OptionalDouble.of(Math.max(0, room.getAsLong()) / bytesPerDay.getAsDouble())
                : OptionalDouble.empty();
    }
}
