package io.burnin.verdict;

import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.About;
import io.burnin.plan.Criterion.Missing;
import io.burnin.plan.Criterion.OnRed;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Estimate.Insufficient;
import io.burnin.verdict.Estimate.NoData;
import io.burnin.verdict.Estimate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges criteria, one at a time: statistic, light, proof, and a sentence that says why. */
final class CriterionChecks {

    private static final int MOST_EXEMPLARS = 10;

    private final Plan plan;
    private final Evidence evidence;
    private final Windows windows;
    private final Estimates estimates;
    private final ExclusionLimit exclusions;

    CriterionChecks(Plan plan, Evidence evidence) {
        this.plan = plan;
        this.evidence = evidence;
        this.windows = new Windows(evidence);
        this.estimates = new Estimates(plan, MetricCatalogue.of(plan), evidence);
        this.exclusions = new ExclusionLimit(plan, evidence);
    }

    /** One check, or one for each value of the label that {@code each} names. */
    List<Check> of(Criterion criterion) {
        try {
            return notJudged(criterion).map(List::of).orElseGet(() -> exclusions.limit(criterion, judged(criterion)));
        } catch (RuntimeException defect) {
            String because = "could not be judged, which is a defect of Burnin: %s".formatted(defect);
            return List.of(without(criterion, criterion.path(), State.ERROR, ErrorClass.INFRA, because, 0, List.of()));
        }
    }

    private Optional<Check> notJudged(Criterion criterion) {
        String profile = plan.profile().name();
        if (!criterion.only().isEmpty() && !criterion.only().contains(profile)) {
            return Optional.of(notJudged(criterion, "not judged in profile %s".formatted(profile)));
        }
        return criterion
                .test()
                .filter(test -> Shortfall.planned(plan, test) == 0)
                .map(test -> notJudged(criterion, "not judged: the schedule of this run has no %s".formatted(test)));
    }

    private Check notJudged(Criterion criterion, String because) {
        return without(criterion, criterion.path(), State.NOT_JUDGED, ErrorClass.TEST, because, 0, List.of());
    }

    private List<Check> judged(Criterion criterion) {
        Window window = windows.of(criterion);
        if (criterion.each().isEmpty()) {
            return List.of(judged(criterion, criterion.path(), window));
        }
        String label = criterion.each().get();
        List<String> values = Stream.concat(
                        estimates.observed(criterion).parts().stream(),
                        estimates.denominator(criterion).stream().flatMap(per -> per.parts().stream()))
                .flatMap(part -> part.series().stream())
                .flatMap(series -> Stream.ofNullable(series.labels().get(label)))
                .distinct()
                .sorted()
                .toList();
        if (values.isEmpty()) {
            return List.of(judged(criterion, criterion.path(), window));
        }
        return values.stream()
                .map(value ->
                        judged(criterion.narrowedTo(label, value), "%s[%s]".formatted(criterion.path(), value), window))
                .toList();
    }

    private Check judged(Criterion criterion, String path, Window window) {
        Estimate estimate = estimates.of(criterion, window);
        Optional<Shortfall> shortfall = criterion
                .test()
                .flatMap(test -> Shortfall.of(plan, evidence, test))
                .or(() -> Shortfall.ofLoss(evidence, window));
        return switch (estimate) {
            case Value value -> ofValue(criterion, path, window, value, shortfall);
            case NoData(String reason, long samples) ->
                shortfall
                        .map(cause -> insufficient(criterion, path, window, cause, samples))
                        .orElseGet(() -> noData(criterion, path, window, reason, samples));
            case Insufficient(String reason, long samples) ->
                without(
                        criterion,
                        path,
                        State.INSUFFICIENT,
                        ErrorClass.TEST,
                        reason,
                        samples,
                        window.stretches().list());
        };
    }

    /** Evidence that is red already stays red, whatever became of the test: what was seen was seen. */
    private Check ofValue(Criterion criterion, String path, Window window, Value value, Optional<Shortfall> shortfall) {
        Bands bands = Bands.of(criterion);
        Light light = value.never() ? bands.worst() : bands.of(value.value());
        boolean decided = light == Light.RED && bands.isFinal(criterion.statistic());
        boolean mayComeTrue =
                !evidence.isComplete() && light != Light.GREEN && bands.mayStillComeTrue(criterion.statistic());
        if (shortfall.isPresent() && !decided && (!shortfall.get().passing() || mayComeTrue)) {
            return insufficient(criterion, path, window, shortfall.get(), value.samples());
        }
        if (mayComeTrue) {
            String because = "%s so far, %s is green, and the run goes on".formatted(value.told(), criterion.green());
            return without(
                    criterion,
                    path,
                    State.INSUFFICIENT,
                    ErrorClass.TEST,
                    because,
                    value.samples(),
                    window.stretches().list());
        }
        Proof proof = Proofs.of(bands, light, value);
        return new Check(
                path,
                criterion.title(),
                criterion.test(),
                light,
                State.EVALUATED,
                Optional.of(value.value()),
                value.unit(),
                value.shown(),
                value.samples(),
                proof,
                bands.toString(),
                Wording.because(bands, light, value, proof),
                window.stretches().list(),
                light == Light.GREEN ? Optional.empty() : Optional.of(classOf(criterion)),
                criterion.about() == About.EVIDENCE,
                criterion.onRed() == OnRed.ROLLBACK,
                criterion.severity(),
                light == Light.GREEN ? List.of() : exemplars(criterion, window),
                metrics(criterion));
    }

    private static ErrorClass classOf(Criterion criterion) {
        return criterion.about() == About.EVIDENCE ? ErrorClass.TEST : ErrorClass.PRODUCT;
    }

    private Check insufficient(Criterion criterion, String path, Window window, Shortfall cause, long samples) {
        return without(
                criterion,
                path,
                State.INSUFFICIENT,
                cause.errorClass(),
                cause.reason(),
                samples,
                window.stretches().list());
    }

    private Check noData(Criterion criterion, String path, Window window, String reason, long samples) {
        Optional<String> absence = metrics(criterion).stream()
                .map(metric -> metric.split("\\.", 2)[0])
                .flatMap(probe -> evidence.absences().stream()
                        .filter(absent -> absent.probe().equals(probe)))
                .map(absent -> "%s could not read: %s".formatted(absent.probe(), absent.reason()))
                .reduce((older, newest) -> newest);
        ErrorClass errorClass = absence.isPresent() ? ErrorClass.INFRA : Shortfall.classOf(evidence);
        return without(
                criterion,
                path,
                State.NO_DATA,
                errorClass,
                reason + absence.map(why -> "; " + why).orElse(""),
                samples,
                window.stretches().list());
    }

    /** A check without a value. */
    private Check without(
            Criterion criterion,
            String path,
            State state,
            ErrorClass errorClass,
            String because,
            long samples,
            List<Span> window) {
        boolean counts = state != State.NOT_JUDGED && criterion.missing() != Missing.IGNORE;
        return new Check(
                path,
                criterion.title(),
                criterion.test(),
                counts ? Light.YELLOW : Light.GREEN,
                state,
                Optional.empty(),
                Unit.COUNT,
                Optional.empty(),
                samples,
                new Proof.NotApplicable(),
                Bands.of(criterion).toString(),
                because,
                window,
                counts ? Optional.of(errorClass) : Optional.empty(),
                criterion.about() == About.EVIDENCE,
                criterion.onRed() == OnRed.ROLLBACK,
                criterion.severity(),
                List.of(),
                List.of());
    }

    /** The metrics that it looks at, derived ones taken apart. */
    private List<String> metrics(Criterion criterion) {
        var metrics = new ArrayList<String>();
        estimates.observed(criterion).parts().forEach(part -> metrics.add(part.metric()));
        estimates.denominator(criterion).ifPresent(per -> per.parts().forEach(part -> metrics.add(part.metric())));
        return metrics.stream().distinct().toList();
    }

    private List<Evidence.Exemplar> exemplars(Criterion criterion, Window window) {
        return estimates.observed(criterion).parts().stream()
                .flatMap(part -> evidence.exemplars(part.metric()).stream()
                        .filter(exemplar -> part.series().contains(exemplar.series())))
                .filter(exemplar -> window.stretches().contains(exemplar.at().toEpochMilli()))
                .limit(MOST_EXEMPLARS)
                .toList();
    }
}
