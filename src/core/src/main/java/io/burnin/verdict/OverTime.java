package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Unit;
import io.burnin.plan.Condition;
import io.burnin.plan.Criterion;
import io.burnin.verdict.Estimate.NoData;
import io.burnin.verdict.Estimate.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Statistics of how long a gauge was how. A reading holds until the next one, where both lie in one stretch of the window and
 * somebody measured between them.
 */
record OverTime(Evidence evidence) {

    /** Of several series the worst. */
    Estimate availability(Observed observed, Window window) {
        Spans measured = window.spans().without(Spans.of(evidence.gaps()));
        List<Readings> series = observed.readings(window);
        OptionalDouble worst = series.stream()
                .flatMapToDouble(readings -> readings.up(measured).stream())
                .min();
        if (worst.isEmpty()) {
            return Estimates.nothing(observed.name());
        }
        long samples = series.stream().mapToLong(each -> each.totals().count()).sum();
        return Value.plain(
                worst.getAsDouble(),
                Unit.PERCENT,
                samples,
                "%s was 1 in %s of the time".formatted(observed.name(), format(worst.getAsDouble(), Unit.PERCENT)));
    }

    /**
     * In milliseconds. A metric that is not back by the end of what is stored took at least until then; what was read before a
     * fault says nothing of the time after it.
     */
    Estimate recovery(Criterion criterion, Observed observed, Window window) {
        Condition back = criterion.recovered().orElse(new Condition(Condition.Comparison.EXACTLY, 1, Unit.COUNT));
        List<Span> faults = evidence.faults().stream()
                .filter(fault -> window.stretches()
                        .touch(fault.from().toEpochMilli(), fault.to().toEpochMilli()))
                .toList();
        if (faults.isEmpty()) {
            return new NoData("no fault in the window: nothing to recover from", 0);
        }
        double longest = 0;
        boolean never = false;
        long samples = 0;
        for (Span fault : faults) {
            Span after = new Span(
                    fault.to(),
                    window.run().to().isBefore(fault.to())
                            ? fault.to()
                            : window.run().to());
            for (Observed.Part part : observed.parts()) {
                for (var series : part.series()) {
                    var watch = new Return(back);
                    evidence.lastBefore(series, fault.to())
                            .filter(before -> fault.contains(before.at()))
                            .ifPresent(before -> watch.sample(fault.to().toEpochMilli(), before.value()));
                    watch.over(evidence, series, after);
                    samples += watch.seen;
                    Instant until = watch.at.orElse(after.to());
                    longest =
                            Math.max(longest, until.toEpochMilli() - fault.to().toEpochMilli());
                    never |= watch.seen > 0 && watch.at.isEmpty();
                }
            }
        }
        if (samples == 0) {
            return Estimates.nothing(observed.name());
        }
        String took = format(longest, Unit.MILLISECONDS);
        String told = never
                ? "%s was not %s again %s after a fault".formatted(observed.name(), back, took)
                : "%s was %s at most %s after a fault".formatted(observed.name(), back, took);
        return new Value(
                longest, Unit.MILLISECONDS, samples, Optional.empty(), Optional.empty(), told, Optional.empty(), never);
    }

    /** Waits for the first reading that keeps a condition. */
    private static final class Return implements Evidence.SampleVisitor {
        private static final Duration STEP = Duration.ofHours(1);

        private final Condition back;
        private Optional<Instant> at = Optional.empty();
        private long seen;

        Return(Condition back) {
            this.back = back;
        }

        /** Reads no further than the hour in which it comes. */
        void over(Evidence evidence, SeriesKey series, Span span) {
            Instant from = span.from();
            while (at.isEmpty() && from.isBefore(span.to())) {
                Instant next = from.plus(STEP);
                Instant to = next.isBefore(span.to()) ? next : span.to();
                evidence.scan(series, new Span(from, to), this);
                from = to;
            }
        }

        @Override
        public void sample(long millis, double value) {
            seen++;
            if (at.isEmpty() && back.holds(value)) {
                at = Optional.of(Instant.ofEpochMilli(millis));
            }
        }
    }
}
