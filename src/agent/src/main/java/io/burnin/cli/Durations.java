package io.burnin.cli;

import java.time.Duration;

/** Durations for people: {@code 2 min 30 s}. */
final class Durations {

    static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return pair(seconds / 60, "min", seconds % 60, "s");
        }
        return pair(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }

    private static String pair(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    private Durations() {}
}
