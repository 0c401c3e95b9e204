package io.burnin.plan;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long tests take at least: what they wait, and nothing for all that ends by itself. Times of a run are counted from
 * {@link Instant#EPOCH}.
 */
final class Lengths {

    /** Nothing is taken for longer, so that no sum runs over. */
    private static final Duration LONGEST = Duration.ofDays(36_600);

    private Lengths() {}

    /** Its steps, {@code finally} and {@code settle}. */
    static Duration atLeast(Test test) {
        return of(test.steps()).plus(of(test.cleanup())).plus(test.settle());
    }

    static Duration of(List<Step> steps) {
        return steps.stream().map(Lengths::of).reduce(Duration.ZERO, (one, other) -> capped(one.plus(other)));
    }

    private static Duration times(Duration each, long count) {
        return each.isZero() || LONGEST.dividedBy(each) >= count ? each.multipliedBy(count) : LONGEST;
    }

    private static Duration capped(Duration length) {
        return length.compareTo(LONGEST) > 0 ? LONGEST : length;
    }

    private static Duration of(Step step) {
        return switch (step) {
            case Step.Wait wait -> wait.time();
            case Step.HttpRequest request -> times(request.every().orElse(Duration.ZERO), request.times() - 1L);
            case Step.FilesWrite write ->
                write.pace() instanceof Step.Pace.Burst(int count, Duration interval)
                        ? times(interval, count - 1L)
                        : Duration.ZERO;
            case Step.ServiceAct act -> act.hold().orElse(Duration.ZERO);
            case Step.Await await -> await.hold();
            case Step.Repeat repeat -> times(of(repeat.steps()), repeat.times());
            case Step.Parallel parallel ->
                parallel.steps().stream()
                        .map(Lengths::of)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
            case Step.HttpLoad load -> Duration.ZERO;
            case Step.Expect expect -> Duration.ZERO;
            case Step.Observe observe -> Duration.ZERO;
        };
    }

    /** How long after its start a test first harms something; its whole length if it never does. */
    static Duration untilHarm(Test test) {
        Duration before = Duration.ZERO;
        for (Step step : test.steps()) {
            if (Steps.within(List.of(step))
                    .anyMatch(inner ->
                            inner instanceof Step.ServiceAct act && act.verb().isHarm())) {
                return before;
            }
            before = before.plus(of(step));
        }
        return atLeast(test);
    }

    /** Whether the schedule says how long it takes, and not its steps. */
    static boolean goesOn(Test test) {
        return Steps.within(test.steps()).anyMatch(Steps::isContinuous);
    }

    /** Since the run's start, until when an occurrence disturbs at least. */
    static Duration end(Plan plan, Profile.Planned start, Test test) {
        Duration steps = of(test.steps());
        Duration loads = Duration.between(
                Instant.EPOCH.plus(start.at()), occurrence(plan, start).to());
        Duration longer = goesOn(test) && loads.compareTo(steps) > 0 ? loads : steps;
        return start.at().plus(longer).plus(of(test.cleanup())).plus(test.settle());
    }

    /** When a profile certainly has the target disturbed. */
    static Spans faults(Plan plan) {
        var faults = new ArrayList<Span>();
        for (Profile.Planned start : plan.profile().timetable()) {
            Test test = plan.tests().get(start.test());
            if (test != null && !test.disturbs().isEmpty()) {
                Instant from = Instant.EPOCH.plus(start.at());
                faults.add(new Span(from.plus(untilHarm(test)), Instant.EPOCH.plus(end(plan, start, test))));
            }
        }
        return Spans.of(faults);
    }

    /** The times of a test's occurrences, as the schedule has them. */
    static Spans occurrences(Plan plan, String test) {
        return Spans.of(plan.profile().timetable().stream()
                .filter(start -> start.test().equals(test))
                .map(start -> occurrence(plan, start))
                .toList());
    }

    static Span occurrence(Plan plan, Profile.Planned start) {
        Instant from = Instant.EPOCH.plus(start.at());
        Instant end = Instant.EPOCH.plus(plan.profile().duration());
        Test test = plan.tests().get(start.test());
        Instant to = test != null && goesOn(test)
                ? start.length().map(from::plus).orElse(end)
                : from.plus(test == null ? Duration.ZERO : atLeast(test)).plusMillis(1);
        Instant within = to.isAfter(end) ? end : to;
        return new Span(from, within.isBefore(from) ? from : within);
    }
}
