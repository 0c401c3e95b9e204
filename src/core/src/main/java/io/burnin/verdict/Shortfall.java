package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.metric.Spans;
import io.burnin.metric.Unit;
import io.burnin.plan.Plan;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.RunOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a test did not do what it takes to judge by it.
 *
 * @param passing whether time alone may mend it: the test goes on, or is yet to come
 */
record Shortfall(ErrorClass errorClass, String reason, boolean passing) {

    static Optional<Shortfall> of(Plan plan, Evidence evidence, String test) {
        List<Occurrence> occurrences = evidence.occurrences().stream()
                .filter(occurrence -> occurrence.test().equals(test))
                .toList();
        return occurrences.stream()
                .flatMap(occurrence -> ofOccurrence(evidence, occurrence).stream())
                .findFirst()
                .or(() -> ofExpectations(evidence, test))
                .or(() -> ofMissing(evidence, test, occurrences.size(), planned(plan, test)));
    }

    /** What was measured and is lost may have held what would not be green. */
    static Optional<Shortfall> ofLoss(Evidence evidence, Window window) {
        Spans lost = Spans.of(evidence.lost()).intersection(window.stretches());
        return lost.hull()
                .map(hull -> new Shortfall(
                        ErrorClass.INFRA,
                        "measurements of %s between %s and %s are lost"
                                .formatted(
                                        Quantities.format(lost.length()),
                                        Quantities.clock(hull.from()),
                                        Quantities.clock(hull.to())),
                        false));
    }

    /** What was not measured may have held what would not be green, too; of how much that is allowed, the criterion says. */
    static Optional<Shortfall> ofCoverage(Draft draft, Estimate.Value value) {
        double least = draft.criterion().coverage();
        return draft.coverage()
                .filter(coverage -> coverage.percent() < least)
                .map(coverage -> new Shortfall(
                        ErrorClass.INFRA,
                        "%s so far as was measured, but %s; %s is needed"
                                .formatted(value.told(), coverage.told(), Quantities.format(least, Unit.PERCENT)),
                        false));
    }

    /** How often the profile's schedule holds a test. */
    static long planned(Plan plan, String test) {
        return plan.profile().timetable().stream()
                .filter(start -> start.test().equals(test))
                .count();
    }

    /** Of one occurrence. */
    static Optional<Shortfall> ofOccurrence(Evidence evidence, Occurrence occurrence) {
        return switch (occurrence.status()) {
            case FINISHED -> Optional.empty();
            case SKIPPED, ERROR, ABORTED ->
                Optional.of(new Shortfall(
                        occurrence.errorClass().orElse(ErrorClass.TEST),
                        "%s ended %s%s"
                                .formatted(
                                        name(occurrence),
                                        occurrence.status(),
                                        occurrence.reason().isBlank() ? "" : ": " + occurrence.reason()),
                        false));
            case PENDING, RUNNING ->
                Optional.of(
                        evidence.isComplete()
                                ? new Shortfall(
                                        classOf(evidence),
                                        "%s did not end before the run was %s"
                                                .formatted(name(occurrence), word(evidence.outcome())),
                                        false)
                                : new Shortfall(ErrorClass.TEST, "%s goes on".formatted(name(occurrence)), true));
        };
    }

    private static Optional<Shortfall> ofExpectations(Evidence evidence, String test) {
        return evidence.expectations().stream()
                .filter(expectation -> expectation.test().equals(test))
                .filter(expectation -> expectation.result() == Expectation.Result.INSUFFICIENT)
                .map(expectation -> new Shortfall(
                        ErrorClass.TEST,
                        "%s %d proves nothing: at %s %s was needed, and was %s"
                                .formatted(
                                        test,
                                        expectation.occurrence(),
                                        expectation.step(),
                                        expectation.expected(),
                                        expectation.seen()),
                        false))
                .findFirst();
    }

    private static Optional<Shortfall> ofMissing(Evidence evidence, String test, long ran, long planned) {
        if (ran >= planned) {
            return Optional.empty();
        }
        return Optional.of(
                evidence.isComplete()
                        ? new Shortfall(
                                classOf(evidence),
                                "%s ran %d of %d times before the run was %s"
                                        .formatted(test, ran, planned, word(evidence.outcome())),
                                false)
                        : new Shortfall(
                                ErrorClass.TEST,
                                "%s is yet to come (%d of %d times so far)".formatted(test, ran, planned),
                                true));
    }

    static String name(Occurrence occurrence) {
        return "%s %d".formatted(occurrence.test(), occurrence.number());
    }

    /** Whose fault it is that a run brought less than it should. */
    static ErrorClass classOf(Evidence evidence) {
        return evidence.errorClass().orElseGet(() -> switch (evidence.outcome()) {
            case UNFINISHED, FINISHED -> ErrorClass.TEST;
            case STOPPED, ABORTED -> ErrorClass.CANCELED;
            case LOST -> ErrorClass.INFRA;
        });
    }

    private static String word(RunOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
