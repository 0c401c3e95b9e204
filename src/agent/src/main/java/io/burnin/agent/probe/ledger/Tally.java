package io.burnin.agent.probe.ledger;

import io.burnin.agent.probe.ledger.Book.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of each quantity each origin has come to, and what was not told yet: latencies, and examples of what is bad. Origins
 * are numbered in the order in which they turn up.
 */
final class Tally {

    /** More than any plan has tests; the rest are counted as one. */
    private static final int MOST_ORIGINS = 1000;

    private final List<String> origins = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
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

    void count(int origin, Quantity quantity) {
        counts[origin][quantity.ordinal()]++;
    }

    /**
     * Counts something bad, with the id as an example.
     *
     * @param open empty if it is closed already
     * @param begun how often so far
     */
    void count(int origin, Quantity quantity, Instant at, String id, Optional<Opened.Id> open, int begun) {
        count(origin, quantity);
        examples.add(new Example(
                quantity, origins.get(origin), at, id, open.map(Opened.Id::intended), begun, open.isEmpty()));
    }

    void latency(int origin, Instant intended, Instant at) {
        Duration taken = Duration.between(intended, at);
        latencies.add(new Latency(origins.get(origin), at, taken.isNegative() ? Duration.ZERO : taken));
    }

    List<Latency> takeLatencies() {
        List<Latency> taken = List.copyOf(latencies);
        latencies.clear();
        return taken;
    }

    /** Forgets the first so many. */
    void forgetLatencies(long first) {
        latencies.subList(0, (int) Math.min(first, latencies.size())).clear();
    }

    List<Example> takeExamples() {
        List<Example> taken = List.copyOf(examples);
        examples.clear();
        return taken;
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
