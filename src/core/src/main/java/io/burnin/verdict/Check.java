package io.burnin.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.burnin.metric.Interval;
import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion.Severity;
import java.util.List;
import java.util.Optional;

/**
 * One evaluation of a criterion (or of an await or expect step), with all that a reader needs to believe it.
 *
 * @param criterion the criterion's path; with {@code each}, the label's value in brackets behind it
 * @param light what it adds to the run's light; GREEN for a check that does not count
 * @param value in {@code unit}; empty unless EVALUATED or, with nothing to compare it with, NO_BASELINE
 * @param unit what values of this kind are stored in, such as ms or %
 * @param rule the conditions, e.g. {@code green below 1 %, yellow at most 5 %, otherwise red}
 * @param window what was looked at, before a {@code while} of the criterion thinned it
 * @param errorClass whose fault it is; empty if it is green
 * @param aboutEvidence whether it judges the evidence and not the product
 * @param rollback whether a red asks for a rollback
 * @param series the metrics that it looked at
 * @param coverage how much of its window was measured; empty for a check of a step, and where nothing was looked at
 * @param trail what leads to what is behind it; empty unless it was measured and is not green
 * @param baseline what its limits were counted from; empty where they are numbers
 * @param because one sentence that names the value, the rule and the evidence
 */
@JsonIgnoreProperties(value = "shown", allowGetters = true)
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
        Severity severity,
        List<Evidence.Exemplar> exemplars,
        List<String> series,
        Optional<Coverage> coverage,
        Optional<Trail> trail,
        Optional<ComparedWith> baseline) {

    public Check {
        window = List.copyOf(window);
        exemplars = List.copyOf(exemplars);
        series = List.copyOf(series);
    }

    /** Whether a value was found and compared. */
    @JsonIgnore
    public boolean isEvaluated() {
        return state == State.EVALUATED;
    }

    /** The value as people read it, {@code 612.3 ms}; a dash where there is none. */
    @JsonProperty
    public String shown() {
        return value.map(number -> Quantities.format(number, unit)).orElse("–");
    }

    /** The same check, but what it found does not stand for itself. Without a value unless it stays EVALUATED. */
    Check yellow(State because, ErrorClass whose, String why, List<Evidence.Exemplar> examples) {
        return new Check(
                criterion,
                title,
                test,
                Light.YELLOW,
                because,
                because == State.EVALUATED ? value : Optional.empty(),
                unit,
                because == State.EVALUATED ? interval : Optional.empty(),
                samples,
                because == State.EVALUATED ? proof : new Proof.NotApplicable(),
                rule,
                why,
                window,
                Optional.of(whose),
                aboutEvidence,
                rollback,
                severity,
                examples,
                series,
                coverage,
                because == State.EVALUATED ? trail : Optional.empty(),
                baseline);
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

    /** Whether the interval alone would give the same light. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Proof.Proven.class, name = "proven"),
        @JsonSubTypes.Type(value = Proof.Unproven.class, name = "unproven"),
        @JsonSubTypes.Type(value = Proof.NotApplicable.class, name = "not-applicable"),
    })
    public sealed interface Proof {
        record Proven() implements Proof {}

        /** @param needed what it would take, in words; empty if nobody can say */
        record Unproven(String needed) implements Proof {}

        /** Nothing to be proven: one event decides, or there is no value. */
        record NotApplicable() implements Proof {}
    }
}
