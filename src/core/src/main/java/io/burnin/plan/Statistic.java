package io.burnin.plan;

import java.util.Arrays;
import java.util.Optional;

/** What is computed from the samples of a metric in a window. */
public enum Statistic {
    /** 100 × sum of one counter / sum of another. */
    RATIO("ratio"),
    /** The sum of a counter's increments. */
    INCREASE("increase"),
    /** A counter's increments per second of the window. */
    RATE("rate"),
    P50("p50"),
    P75("p75"),
    P90("p90"),
    P95("p95"),
    P99("p99"),
    P999("p99.9"),
    MEAN("mean"),
    MIN("min"),
    MAX("max"),
    LAST("last"),
    /** How many samples there are. */
    COUNT("count"),
    /** Percent by which the last fifth's median is above the second fifth's, over the longest undisturbed incarnation. */
    GROWTH("growth"),
    /** Robust slope per hour. */
    TREND("trend"),
    /** Percent of the window in which a gauge of 0 and 1 was 1. */
    AVAILABILITY("availability"),
    /** The longest time from the end of a fault until the metric was back where {@code to} says. */
    RECOVERY("recovery");

    private final String word;

    Statistic(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Statistic> of(String word) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.word.equals(word))
                .findFirst();
    }
}
