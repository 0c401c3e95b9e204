package io.burnin.verdict;

import static io.burnin.metric.Quantities.clock;
import static io.burnin.metric.Quantities.format;

import io.burnin.metric.Quantile;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Frame;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Estimate.Insufficient;
import io.burnin.verdict.Estimate.Value;
import io.burnin.verdict.Observed.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statistic of the worst frame, of all frames of one length that lie in a stretch of the window without a gap. Its value is
 * compared like any other; an interval it has none, since the worst of many is not one of them by chance.
 */
record Frames(Criterion criterion, Evidence evidence) {

    /** A frame begins so many times in the length of one; where single values count, it begins at each of them. */
    private static final int STEPS = 10;

    /** @param until the first instant behind it */
    private record Found(double value, long from, long until) {}

    Estimate of(Observed observed, Optional<Observed> per, Window window) {
        List<Observed> compared =
                Stream.concat(Stream.of(observed), per.stream()).toList();
        List<String> unobserved = compared.stream()
                .flatMap(each -> each.unobserved(window).stream())
                .toList();
        if (!unobserved.isEmpty()) {
            return Estimates.nothing(String.join(" and of ", unobserved));
        }
        Track values = observed.pooled(window);
        Track whole = per.map(of -> of.pooled(window)).orElse(values);
        List<Found> frames = window.spans().without(Spans.of(evidence.gaps())).list().stream()
                .flatMap(stretch -> frames(stretch, values))
                .flatMap(span -> found(span, values, whole).stream())
                .toList();
        return frames.stream()
                .reduce(this::worseOf)
                .map(worst -> told(worst, compared, values))
                .orElseGet(() -> new Insufficient(
                        "%s was not measured for %s in a row".formatted(observed.name(), format(frame().length())),
                        values.size()));
    }

    private Estimate told(Found worst, List<Observed> compared, Track values) {
        Unit unit = unit(compared.getFirst());
        return Value.plain(
                worst.value(),
                unit,
                values.size(),
                "%s of %s %s %s was at worst %s, from %s"
                        .formatted(
                                criterion.statistic().word(),
                                compared.stream().map(Observed::name).collect(Collectors.joining(" in ")),
                                frame().kind().word(),
                                format(frame().length()),
                                format(worst.value(), unit),
                                clock(Instant.ofEpochMilli(worst.from()))));
    }

    private Frame frame() {
        return criterion.frame().orElseThrow();
    }

    private Stream<Span> frames(Span stretch, Track values) {
        return switch (frame().kind()) {
            case FOR ->
                Arrays.stream(values.times())
                        .mapToObj(Instant::ofEpochMilli)
                        .map(at -> new Span(at, at.plus(frame().length())))
                        .filter(span ->
                                stretch.contains(span.from()) && !span.to().isAfter(stretch.to()));
            case OVER -> rolling(stretch).filter(span -> span.length().equals(frame().length()));
            case WITHIN -> rolling(stretch);
        };
    }

    /** Frames that begin before the stretch begin with it; the last one ends with it. */
    private Stream<Span> rolling(Span stretch) {
        Duration step = frame().length().dividedBy(STEPS);
        Stream<Instant> ends =
                Stream.iterate(stretch.from().plus(step), end -> end.isBefore(stretch.to()), end -> end.plus(step));
        return Stream.concat(ends, Stream.of(stretch.to())).map(end -> {
            Instant from = end.minus(frame().length());
            return new Span(from.isBefore(stretch.from()) ? stretch.from() : from, end);
        });
    }

    private Optional<Found> found(Span span, Track values, Track whole) {
        long from = span.from().toEpochMilli();
        long until = span.to().toEpochMilli();
        OptionalDouble value = statistic(values.between(from, until), whole.between(from, until), until - from);
        return value.isEmpty() ? Optional.empty() : Optional.of(new Found(value.getAsDouble(), from, until));
    }

    /** Empty where a frame says nothing: without a sample, or with nothing to divide by. */
    private OptionalDouble statistic(double[] values, double[] whole, long millis) {
        if (criterion.statistic() == Statistic.COUNT) {
            return OptionalDouble.of(values.length);
        }
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        boolean sustained = frame().kind() == Frame.Kind.FOR;
        return switch (criterion.statistic()) {
            case RATIO -> {
                double all = Arrays.stream(whole).sum();
                yield all <= 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(100 * Arrays.stream(values).sum() / all);
            }
            case INCREASE -> OptionalDouble.of(Arrays.stream(values).sum());
            case RATE -> OptionalDouble.of(Arrays.stream(values).sum() / (millis / 1_000.0));
            case P50 -> quantile(0.5, values);
            case P75 -> quantile(0.75, values);
            case P90 -> quantile(0.9, values);
            case P95 -> quantile(0.95, values);
            case P99 -> quantile(0.99, values);
            case P999 -> quantile(0.999, values);
            case MEAN -> Arrays.stream(values).average();
            // What lasts is the value that none of the frame falls short of.
            case MAX ->
                sustained ? Arrays.stream(values).min() : Arrays.stream(values).max();
            case MIN ->
                sustained ? Arrays.stream(values).max() : Arrays.stream(values).min();
            case COUNT, LAST, GROWTH, TREND, AVAILABILITY, RECOVERY ->
                throw new IllegalArgumentException("%s has no frames".formatted(criterion.statistic()));
        };
    }

    private static OptionalDouble quantile(double share, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return OptionalDouble.of(new Quantile(share).of(sorted));
    }

    private Found worseOf(Found one, Found other) {
        double worse = Bands.of(criterion).worse(one.value(), other.value());
        return worse == one.value() ? one : other;
    }

    private Unit unit(Observed observed) {
        return switch (criterion.statistic()) {
            case RATIO -> Unit.PERCENT;
            case RATE -> Unit.PER_SECOND;
            case INCREASE, COUNT -> Unit.COUNT;
            case P50, P75, P90, P95, P99, P999, MEAN, MIN, MAX, LAST, GROWTH, TREND, AVAILABILITY, RECOVERY ->
                observed.unit();
        };
    }
}
