package io.burnin.acceptance.statistics;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is stored of a run that goes on: orders at equal distances, some of which failed.
 *
 * @param apart milliseconds from one order to the next
 * @param orders how many so far
 * @param failed the numbers of those that failed, from 0, rising; the last is the newest order
 * @param memory what is remembered of this run when it had fewer orders
 */
record OrdersSoFar(long apart, int orders, int[] failed, PastOrders memory) implements Evidence {

    private static final SeriesKey SUBMITTED = SeriesKey.of("orders.submitted");
    private static final SeriesKey FAILED = SeriesKey.of("orders.failed");

    @Override
    public Span run() {
        return new Span(Instant.EPOCH, Instant.ofEpochMilli((orders - 1) * apart));
    }

    @Override
    public List<SeriesKey> series(String metric) {
        return List.of(SUBMITTED, FAILED).stream()
                .filter(series -> series.metric().equals(metric))
                .toList();
    }

    @Override
    public void scan(SeriesKey series, Span span, SampleVisitor visitor) {
        for (int order = first(span.from()); order < first(span.to()); order++) {
            boolean fails = Arrays.binarySearch(failed, order) >= 0;
            if (series.equals(SUBMITTED) || fails) {
                visitor.sample(order * apart, 1);
            }
        }
    }

    /** The number of the first order at or after that instant. */
    private int first(Instant at) {
        return (int) Math.min(orders, (at.toEpochMilli() + apart - 1) / apart);
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public RunOutcome outcome() {
        return RunOutcome.UNFINISHED;
    }

    @Override
    public Optional<ErrorClass> errorClass() {
        return Optional.empty();
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public String targetDirty() {
        return "";
    }

    @Override
    public List<Occurrence> occurrences() {
        return List.of();
    }

    @Override
    public List<Span> faults() {
        return List.of();
    }

    @Override
    public List<Span> gaps() {
        return List.of();
    }

    @Override
    public List<Span> lost() {
        return List.of();
    }

    @Override
    public List<Instant> reboots() {
        return List.of();
    }

    @Override
    public List<Expectation> expectations() {
        return List.of();
    }

    @Override
    public Optional<Sample> lastBefore(SeriesKey series, Instant at) {
        return Optional.empty();
    }

    @Override
    public List<Absence> absences() {
        return List.of();
    }

    @Override
    public List<Exemplar> exemplars(String metric) {
        return List.of();
    }
}
