package io.burnin.plan;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When tests are executed and criteria look, as far as a schedule tells: tests take at least so long. Counted from {@link
 * Instant#EPOCH}, at which the schedule begins.
 */
public final class PlannedTimes {

    private final Plan plan;
    private Optional<Spans> faults = Optional.empty();

    public PlannedTimes(Plan plan) {
        this.plan = plan;
    }

    /** Of a test, in order of time. */
    public List<Span> occurrences(String test) {
        return plan.profile().timetable().stream()
                .filter(start -> start.test().equals(test))
                .map(start -> Lengths.occurrence(plan, start))
                .toList();
    }

    /** Without what a {@code while} thins out. */
    public Spans window(Criterion criterion) {
        Optional<String> test = criterion.window().during().or(criterion::test);
        Spans base = test.map(name -> Spans.of(occurrences(name)))
                .orElseGet(() -> Spans.of(new Span(
                        Instant.EPOCH, Instant.EPOCH.plus(plan.profile().duration()))));
        Spans warm = base.after(criterion.window().warmup());
        return switch (criterion.window().faults()) {
            case INCLUDED -> warm;
            case EXCEPT -> warm.without(faults());
            case ONLY -> warm.intersection(faults());
        };
    }

    private Spans faults() {
        if (faults.isEmpty()) {
            faults = Optional.of(Lengths.faults(plan));
        }
        return faults.get();
    }
}
