package io.burnin.metric;

import java.util.function.LongPredicate;

/** Looks for the least number for which something holds that goes on to hold for all above it. */
final class Least {

    private Least() {}

    static long where(long first, LongPredicate holds) {
        long high = Math.max(1, first);
        while (!holds.test(high)) {
            if (high > Long.MAX_VALUE / 4) {
                throw new IllegalArgumentException("holds for no number up to %d".formatted(high));
            }
            high *= 2;
        }
        long low = first;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
