package io.burnin.demo;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time in microseconds since the epoch, as this system writes times. */
record Stamp(long micros) {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Stamp now(Clock clock) {
        Instant now = clock.instant();
        return new Stamp(now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
    }

    static Stamp ofSeconds(BigDecimal seconds) {
        return new Stamp(seconds.movePointRight(6).longValue());
    }

    /** This time, or a microsecond after the other: what follows has a later time even if the clock stood still. */
    Stamp after(Stamp other) {
        return micros > other.micros ? this : new Stamp(other.micros + 1);
    }

    /** Seconds since the epoch. */
    BigDecimal seconds() {
        return BigDecimal.valueOf(micros, 6);
    }

    String iso() {
        return ISO.format(
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000));
    }

    long millisSince(Stamp earlier) {
        return (micros - earlier.micros) / 1_000;
    }
}
