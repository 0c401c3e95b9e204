package io.burnin.verdict;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.PlannedTimes;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When something may be expected of a run that goes on, by its own clock: what its schedule tells, held against when its tests
 * really began.
 */
final class Forecast {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Duration LONGEST_EXTENSION = Duration.ofDays(365);

    /** An extension may bring faults, which a window leaves out, and so has to be longer than what is missing. */
    private static final int TRIES = 12;

    private final Plan plan;
    private final Evidence evidence;
    private final PlannedTimes times;
    private final Instant zero;

    Forecast(Plan plan, Evidence evidence) {
        this.plan = plan;
        this.evidence = evidence;
        this.times = new PlannedTimes(plan);
        this.zero = zero();
    }

    /** {@code 2026-01-14 14:20:00 UTC}, the next whole second. */
    static String told(Instant at) {
        return TIME.format(at.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
    }

    Instant now() {
        return evidence.run().to();
    }

    /** When the run is planned to end. */
    Instant end() {
        return zero.plus(plan.profile().duration());
    }

    /** When the last occurrence of a test will have ended that has not; empty if none is to come. */
    Optional<Instant> done(String test) {
        List<Span> planned = times.occurrences(test);
        return evidence.occurrences().stream()
                                .filter(occurrence -> occurrence.test().equals(test))
                                .filter(occurrence -> occurrence.status() == OccurrenceStatus.FINISHED)
                                .count()
                        >= planned.size()
                ? Optional.empty()
                : Optional.of(later(shifted(planned.getLast()).to(), now()));
    }

    /** Where a criterion will look from now on. */
    Spans ahead(Criterion criterion) {
        return ahead(times, criterion);
    }

    /** When a criterion will have looked for so much longer, or why not. */
    sealed interface Growth {
        record At(Instant time) implements Growth {}

        /** @param extension that would do; empty if none would */
        record Beyond(Optional<Duration> extension) implements Growth {}
    }

    Growth grown(Criterion criterion, Duration more) {
        Duration left = more;
        for (Span span : ahead(criterion).list()) {
            if (span.length().compareTo(left) >= 0) {
                return new Growth.At(span.from().plus(left));
            }
            left = left.minus(span.length());
        }
        return new Growth.Beyond(extension(criterion, more, left));
    }

    private Optional<Duration> extension(Criterion criterion, Duration more, Duration missing) {
        Duration by = rounded(missing);
        for (int i = 0; i < TRIES && by.compareTo(LONGEST_EXTENSION) < 0; i++) {
            Duration room =
                    ahead(new PlannedTimes(plan.extendedBy(by)), criterion).length();
            if (room.compareTo(more) >= 0) {
                return Optional.of(by);
            }
            by = rounded(by.plus(more.minus(room)));
        }
        return Optional.empty();
    }

    /** People extend by whole minutes, and long runs by whole hours. */
    private static Duration rounded(Duration time) {
        long unit =
                time.compareTo(Duration.ofHours(10)) > 0 ? 3_600 : time.compareTo(Duration.ofMinutes(10)) > 0 ? 60 : 1;
        long seconds = time.plusNanos(999_999_999).toSeconds();
        return Duration.ofSeconds((seconds + unit - 1) / unit * unit);
    }

    private Spans ahead(PlannedTimes planned, Criterion criterion) {
        return Spans.of(planned.window(criterion).list().stream()
                .map(this::shifted)
                .flatMap(span -> span.to().isAfter(now())
                        ? Stream.of(new Span(later(span.from(), now()), span.to()))
                        : Stream.empty())
                .toList());
    }

    private Span shifted(Span planned) {
        Duration late = Duration.between(Instant.EPOCH, zero);
        return new Span(planned.from().plus(late), planned.to().plus(late));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** No test begins before it is due, so the least late one tells best when the schedule began: behind the set-up. */
    private Instant zero() {
        return evidence.occurrences().stream()
                .flatMap(occurrence -> began(occurrence).stream())
                .min(Comparator.naturalOrder())
                .filter(began -> began.isAfter(evidence.run().from()))
                .orElse(evidence.run().from());
    }

    private Optional<Instant> began(Occurrence occurrence) {
        List<Span> planned = times.occurrences(occurrence.test());
        return occurrence.number() > planned.size()
                ? Optional.empty()
                : Optional.of(occurrence
                        .span()
                        .from()
                        .minus(Duration.between(
                                Instant.EPOCH,
                                planned.get(occurrence.number() - 1).from())));
    }
}
