package io.burnin.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them: four figures, thousands apart, a unit of fitting size. */
public final class Quantities {

    private static final int FIGURES = 4;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Quantities() {}

    /** @param value in {@code unit} */
    public static String format(double value, Unit unit) {
        double stored = value * unit.factor();
        return switch (unit.dimension()) {
            case COUNT -> format(stored);
            case SHARE -> format(stored) + " %";
            case TIME -> time(stored);
            case SIZE -> size(stored);
            case FREQUENCY -> frequency(stored);
            case GROWTH -> format(stored) + " %/h";
        };
    }

    /** {@code 2,995}, {@code 0.2078} */
    public static String format(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (Math.abs(value) >= 1_000) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(FIGURES, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** {@code 36 s}, {@code 3 min 30 s}, {@code 72 h} */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds == 0 ? time(duration.toMillis()) : format(duration.toMillis() / 1_000.0) + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = duration.toMinutes();
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** {@code 14:03:59}, in UTC. */
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    private static String time(double millis) {
        double size = Math.abs(millis);
        if (size > 0 && size < 1) {
            return format(millis * 1_000) + " µs";
        }
        if (size < 10_000) {
            return format(millis) + " ms";
        }
        if (size < 120_000) {
            return format(millis / 1_000) + " s";
        }
        return size < 7_200_000 ? format(millis / 60_000) + " min" : format(millis / 3_600_000) + " h";
    }

    private static String size(double bytes) {
        double size = Math.abs(bytes);
        if (size < 1e3) {
            return format(bytes) + " B";
        }
        if (size < 1e6) {
            return format(bytes / 1e3) + " kB";
        }
        return size < 1e9 ? format(bytes / 1e6) + " MB" : format(bytes / 1e9) + " GB";
    }

    private static String frequency(double perSecond) {
        double size = Math.abs(perSecond);
        if (size == 0 || size >= 0.1) {
            return format(perSecond) + " /s";
        }
        return size * 60 >= 0.1 ? format(perSecond * 60) + " /min" : format(perSecond * 3_600) + " /h";
    }
}
