package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.About;
import io.burnin.plan.Criterion.Missing;
import io.burnin.plan.Criterion.OnRed;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Estimate.Value;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a check before it has a value, or is known to have none.
 *
 * @param metrics that it looks at, derived ones taken apart
 * @param coverage empty if it looks at nothing
 */
record Draft(Against against, String path, List<Span> window, List<String> metrics, Optional<Coverage> coverage) {

    /** Of a criterion that is not judged here. */
    static Draft of(Criterion criterion) {
        return new Draft(new Against.Numbers(criterion), criterion.path(), List.of(), List.of(), Optional.empty());
    }

    /** With limits that are known. */
    Criterion criterion() {
        return against.criterion();
    }

    /** @param trail empty if it is green */
    Check evaluated(Value value, Light light, Proof proof, List<Evidence.Exemplar> exemplars, Optional<Trail> trail) {
        Bands bands = Bands.of(criterion());
        String because = Wording.because(bands, light, value, proof)
                + with().map(known -> "; " + known.told()).orElse("");
        return check(
                light,
                State.EVALUATED,
                Optional.of(value),
                proof,
                because,
                light == Light.GREEN ? Optional.empty() : Optional.of(classOfValue()),
                value.samples(),
                exemplars,
                metrics,
                trail);
    }

    /** What was measured is kept: it may be the baseline of others. Whatever the plan says of missing evidence, it is not green. */
    Check withoutBaseline(Value value, String why) {
        return check(
                Light.YELLOW,
                State.NO_BASELINE,
                Optional.of(value).filter(known -> !known.never()),
                new Proof.NotApplicable(),
                "%s, and there is nothing to compare it with: %s".formatted(value.told(), why),
                Optional.of(ErrorClass.TEST),
                value.samples(),
                List.of(),
                metrics,
                Optional.empty());
    }

    private Optional<ComparedWith> with() {
        return switch (against) {
            case Against.Known known -> Optional.of(known.with());
            case Against.Numbers numbers -> Optional.empty();
            case Against.Unknown unknown -> Optional.empty();
        };
    }

    private ErrorClass classOfValue() {
        return criterion().about() == About.EVIDENCE ? ErrorClass.TEST : ErrorClass.PRODUCT;
    }

    Check insufficient(Shortfall cause, long samples) {
        return without(State.INSUFFICIENT, cause.errorClass(), cause.reason(), samples);
    }

    /** A check without a value. */
    Check without(State state, ErrorClass errorClass, String because, long samples) {
        boolean counts = state != State.NOT_JUDGED && criterion().missing() != Missing.IGNORE;
        return check(
                counts ? Light.YELLOW : Light.GREEN,
                state,
                Optional.empty(),
                new Proof.NotApplicable(),
                because,
                counts ? Optional.of(errorClass) : Optional.empty(),
                samples,
                List.of(),
                List.of(),
                Optional.empty());
    }

    private Check check(
            Light light,
            State state,
            Optional<Value> value,
            Proof proof,
            String because,
            Optional<ErrorClass> errorClass,
            long samples,
            List<Evidence.Exemplar> exemplars,
            List<String> series,
            Optional<Trail> trail) {
        return new Check(
                path,
                criterion().title(),
                criterion().test(),
                light,
                state,
                value.map(Value::value),
                value.map(Value::unit).orElse(Unit.COUNT),
                value.flatMap(Value::shown),
                samples,
                proof,
                rule(),
                because,
                window,
                errorClass,
                criterion().about() == About.EVIDENCE,
                criterion().onRed() == OnRed.ROLLBACK,
                criterion().severity(),
                exemplars,
                series,
                coverage,
                trail,
                with());
    }

    private String rule() {
        Criterion written = switch (against) {
            case Against.Unknown unknown -> unknown.written();
            case Against.Known known -> known.criterion();
            case Against.Numbers numbers -> numbers.criterion();
        };
        String frames = written.frame()
                .map(frame -> "%s %s: ".formatted(frame.kind().word(), Quantities.format(frame.length())))
                .orElse("");
        return frames + Bands.of(written);
    }
}
