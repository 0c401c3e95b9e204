package io.burnin.verdict;

import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import java.util.List;
import java.util.Optional;

/**
 * One evaluation of a criterion (or of an await or expect step), with all that a reader needs to believe it.
 *
 * @param criterion the criterion's path
 * @param light what it adds to the run's light; GREEN for a check that does not count
 * @param value in {@code unit}; empty unless EVALUATED
 * @param rule the conditions, e.g. {@code green below 1 %, yellow at most 5 %, otherwise red}
 * @param because one sentence that names the value, the rule and the evidence
 */
public record Check(
        String criterion,
        String title,
        Optional<String> test,
        Light light,
        State state,
        Optional<Double> value,
        Unit unit,
        Optional<Interval> interval,
        long samples,
        Proof proof,
        String rule,
        String because,
        List<Span> window,
        Optional<ErrorClass> errorClass,
        boolean aboutEvidence,
        boolean rollback,
        io.burnin.plan.Criterion.Severity severity,
        List<Evidence.Exemplar> exemplars,
        List<String> series) {

    public Check {
        window = List.copyOf(window);
        exemplars = List.copyOf(exemplars);
        series = List.copyOf(series);
    }

    public enum State {
        EVALUATED,
        NO_DATA,
        INSUFFICIENT,
        NO_BASELINE,
        /** Judging failed: a defect of ours, shown instead of hidden. */
        ERROR,
        /** The profile does not judge it. Counts for nothing. */
        NOT_JUDGED
    }

    /** The limits between which the true value lies at that confidence; {@code method} names the formula. */
    public record Interval(double low, double high, double confidence, String method) {}

    /** Whether the interval alone would give the same light. */
    public sealed interface Proof {
        record Proven() implements Proof {}

        /** @param needed what it would take, in words; empty if nobody can say */
        record Unproven(String needed) implements Proof {}

        /** Nothing to be proven: one event decides, or there is no value. */
        record NotApplicable() implements Proof {}
    }
}
