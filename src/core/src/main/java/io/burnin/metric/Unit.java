package io.burnin.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A unit that a plan can write behind a number. Each belongs to a dimension; a value in it times {@link #factor()} is the
 * value in the dimension's stored unit (milliseconds, bytes, percent, a plain count, per second, percent per hour).
 */
public enum Unit {
    COUNT(Dimension.COUNT, 1, ""),
    PERCENT(Dimension.SHARE, 1, "%"),
    MICROSECONDS(Dimension.TIME, 0.001, "us"),
    MILLISECONDS(Dimension.TIME, 1, "ms"),
    SECONDS(Dimension.TIME, 1_000, "s"),
    MINUTES(Dimension.TIME, 60_000, "min", "m"),
    HOURS(Dimension.TIME, 3_600_000, "h"),
    DAYS(Dimension.TIME, 86_400_000, "d"),
    BYTES(Dimension.SIZE, 1, "B"),
    KILOBYTES(Dimension.SIZE, 1e3, "kB"),
    MEGABYTES(Dimension.SIZE, 1e6, "MB"),
    GIGABYTES(Dimension.SIZE, 1e9, "GB"),
    PER_SECOND(Dimension.FREQUENCY, 1, "/s"),
    PER_MINUTE(Dimension.FREQUENCY, 1 / 60.0, "/min"),
    PER_HOUR(Dimension.FREQUENCY, 1 / 3_600.0, "/h"),
    PER_DAY(Dimension.FREQUENCY, 1 / 86_400.0, "/d", "/day"),
    PERCENT_PER_HOUR(Dimension.GROWTH, 1, "%/h"),
    PERCENT_PER_DAY(Dimension.GROWTH, 1 / 24.0, "%/d", "%/day");

    /** What can be compared with what. */
    public enum Dimension {
        COUNT,
        SHARE,
        TIME,
        SIZE,
        FREQUENCY,
        GROWTH
    }

    private final Dimension dimension;
    private final double factor;
    private final List<String> symbols;

    Unit(Dimension dimension, double factor, String... symbols) {
        this.dimension = dimension;
        this.factor = factor;
        this.symbols = List.of(symbols);
    }

    public Dimension dimension() {
        return dimension;
    }

    public double factor() {
        return factor;
    }

    /** How it is written: {@code ms}, {@code %}, nothing for a count. */
    public String symbol() {
        return symbols.getFirst();
    }

    public static Optional<Unit> of(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.symbols.contains(symbol))
                .findFirst();
    }

    /** Every way of writing a unit, for messages. */
    public static Stream<String> written() {
        return Arrays.stream(values()).flatMap(unit -> unit.symbols.stream()).filter(symbol -> !symbol.isEmpty());
    }
}
