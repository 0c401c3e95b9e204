package io.burnin.agent.record;

import java.time.Duration;

/**
 * From when on evidence is said to have stalled.
 *
 * @param readings so many readings must have been left out, and {@code silence} must have lasted, before a probe is silent
 * @param window over which load is counted, or over longer until {@code arrivals} were planned
 * @param warmUp of a load that is not counted: its first arrivals have not been answered yet
 * @param share of the planned arrivals that must be done
 */
public record WatchLimits(
        int readings, Duration silence, Duration window, Duration warmUp, long arrivals, double share) {

    public static final WatchLimits STANDARD =
            new WatchLimits(10, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(30), 10, 0.9);

    /** Of a probe that reads so often. */
    Duration silence(Duration every) {
        Duration ofReadings = every.multipliedBy(readings);
        return ofReadings.compareTo(silence) > 0 ? ofReadings : silence;
    }

    /** {@code 1 s}, {@code 500 ms} */
    static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
