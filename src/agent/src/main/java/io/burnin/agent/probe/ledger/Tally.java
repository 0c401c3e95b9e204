package io.burnin.agent.probe.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much of each quantity each origin has come to. Origins are numbered in the order in which they turn up. */
final class Tally {

    /** More than any plan has tests; the rest are counted as one. */
    private static final int MOST_ORIGINS = 1000;

    private final List<String> origins = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private long[][] counts = new long[8][];

    int number(String origin) {
        Integer known = numbers.get(origin);
        if (known != null) {
            return known;
        }
        if (origins.size() == MOST_ORIGINS) {
            return MOST_ORIGINS - 1;
        }
        int number = origins.size();
        origins.add(origin);
        numbers.put(origin, number);
        if (number == counts.length) {
            counts = Arrays.copyOf(counts, number * 2);
        }
        counts[number] = new long[Quantity.values().length];
        return number;
    }

    String name(int origin) {
        return origins.get(origin);
    }

    void count(int origin, Quantity quantity) {
        counts[origin][quantity.ordinal()]++;
    }

    List<String> origins() {
        return List.copyOf(origins);
    }

    Map<Quantity, Long> of(String origin) {
        long[] of = counts[numbers.get(origin)];
        var totals = new EnumMap<Quantity, Long>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            totals.put(quantity, of[quantity.ordinal()]);
        }
        return totals;
    }
}
