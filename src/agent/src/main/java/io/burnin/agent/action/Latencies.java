package io.burnin.agent.action;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The times that a step's operations took, for its report. Safe for many threads. */
final class Latencies {

    private long[] nanos = new long[16];
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    /** The median and the greatest, by nearest rank; nothing if there was no operation. */
    synchronized Map<String, String> facts() {
        if (count == 0) {
            return Map.of();
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return Map.of("p50", millis(sorted[(count - 1) / 2]), "max", millis(sorted[count - 1]));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
