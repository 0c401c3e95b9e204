package io.burnin.verdict;

import io.burnin.plan.Criterion;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Estimate.Insufficient;
import io.burnin.verdict.Estimate.NoData;
import io.burnin.verdict.Estimate.Value;
import io.burnin.verdict.Soundness.Doubt;
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
    private final Soundness soundness;
    private final Unmeasured unmeasured;
    private final ExclusionLimit exclusions;

    CriterionChecks(Plan plan, Evidence evidence) {
        this.plan = plan;
        this.evidence = evidence;
        var digests = new Digests(plan, evidence);
        this.windows = new Windows(evidence, digests);
        this.estimates = new Estimates(plan, MetricCatalogue.of(plan), evidence, digests);
        this.soundness = new Soundness(plan, evidence, digests);
        this.unmeasured = new Unmeasured(plan, evidence);
        this.exclusions = new ExclusionLimit(plan, evidence);
    }

    /** One check, or one for each value of the label that {@code each} names. */
    List<Check> of(Criterion criterion) {
        try {
            return notJudged(criterion).map(List::of).orElseGet(() -> exclusions.limit(criterion, judged(criterion)));
        } catch (RuntimeException defect) {
            String because = "could not be judged, which is a defect of Burnin: %s".formatted(defect);
            return List.of(Draft.of(criterion).without(State.ERROR, ErrorClass.INFRA, because, 0));
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

    private static Check notJudged(Criterion criterion, String because) {
        return Draft.of(criterion).without(State.NOT_JUDGED, ErrorClass.TEST, because, 0);
    }

    private List<Check> judged(Criterion criterion) {
        Window window = windows.of(criterion);
        if (criterion.each().isEmpty()) {
            return List.of(judged(criterion, criterion.measured(), criterion.path(), window));
        }
        String label = criterion.each().get();
        List<String> values = compared(criterion)
                .flatMap(observed -> observed.parts().stream())
                .flatMap(part -> part.series().stream())
                .flatMap(series -> Stream.ofNullable(series.labels().get(label)))
                .distinct()
                .sorted()
                .toList();
        if (values.isEmpty()) {
            return List.of(judged(criterion, criterion.measured(), criterion.path(), window));
        }
        return values.stream()
                .map(value -> judged(
                        criterion.narrowedTo(label, value),
                        criterion.measured(),
                        "%s[%s]".formatted(criterion.path(), value),
                        window))
                .toList();
    }

    private Check judged(Criterion written, String measured, String path, Window window) {
        Against against = Against.of(written, measured, path, evidence);
        Criterion criterion = against.criterion();
        Draft draft = draft(against, path, window);
        Optional<Doubt> doubt = lookedAt(criterion)
                .flatMap(observed -> soundness.doubt(observed, window).stream())
                .findFirst();
        if (doubt.isPresent() && !doubt.get().countable()) {
            return draft.insufficient(ofDoubt(doubt.get()), 0);
        }
        Optional<Shortfall> shortfall = doubt.map(CriterionChecks::ofDoubt)
                .or(() -> criterion.test().flatMap(test -> Shortfall.of(plan, evidence, test)))
                .or(() -> Shortfall.ofLoss(evidence, window));
        return switch (estimates.of(criterion, window)) {
            case Value value -> ofValue(draft, window, value, shortfall);
            case NoData(String reason, long samples) ->
                shortfall
                        .map(cause -> draft.insufficient(cause, samples))
                        .orElseGet(() -> noData(draft, reason, samples));
            case Insufficient(String reason, long samples) -> {
                var tooLittle = new Shortfall(ErrorClass.TEST, reason, false);
                yield draft.insufficient(doubt.map(CriterionChecks::ofDoubt).orElse(tooLittle), samples);
            }
        };
    }

    private Draft draft(Against against, String path, Window window) {
        Criterion criterion = against.criterion();
        Coverage coverage = unmeasured.coverage(
                lookedAt(criterion).flatMap(CriterionChecks::metrics).toList(), window);
        return new Draft(
                against,
                path,
                window.stretches().list(),
                compared(criterion).flatMap(CriterionChecks::metrics).distinct().toList(),
                Optional.of(coverage));
    }

    /** Of a derived metric, what it is made of. */
    private static Stream<String> metrics(Observed observed) {
        return observed.parts().stream().map(Observed.Part::metric);
    }

    private Stream<Observed> compared(Criterion criterion) {
        return Stream.concat(Stream.of(estimates.observed(criterion)), estimates.denominator(criterion).stream());
    }

    /** The metrics that it compares, and the one that says when. */
    private Stream<Observed> lookedAt(Criterion criterion) {
        return Stream.concat(
                compared(criterion),
                criterion.window().condition().stream()
                        .map(condition -> estimates.observed(condition.metric(), condition.where())));
    }

    private static Shortfall ofDoubt(Doubt doubt) {
        return new Shortfall(ErrorClass.INFRA, doubt.reason(), false);
    }

    /** Evidence that is red already stays red, whatever became of the test: what was seen was seen. */
    private Check ofValue(Draft draft, Window window, Value value, Optional<Shortfall> shortfall) {
        if (draft.against() instanceof Against.Unknown unknown) {
            return shortfall
                    .or(() -> Shortfall.ofCoverage(draft, value))
                    .map(cause -> draft.insufficient(cause, value.samples()))
                    .orElseGet(() -> draft.withoutBaseline(value, unknown.why()));
        }
        Criterion criterion = draft.criterion();
        Bands bands = Bands.of(criterion);
        Light light = value.never() ? bands.worst() : bands.of(value.value());
        boolean decided = light == Light.RED && bands.isFinal(criterion.statistic(), value.value());
        boolean mayComeTrue = !evidence.isComplete()
                && light != Light.GREEN
                && bands.mayStillComeTrue(criterion.statistic(), value.value())
                && !criterion.hasFrames();
        if (shortfall.isPresent() && !decided && (!shortfall.get().passing() || mayComeTrue)) {
            return draft.insufficient(shortfall.get(), value.samples());
        }
        if (mayComeTrue) {
            String because = "%s so far, %s is green, and the run goes on".formatted(value.told(), criterion.green());
            return draft.without(State.INSUFFICIENT, ErrorClass.TEST, because, value.samples());
        }
        Proof proof = Proofs.of(bands, light, value);
        boolean stays = decided
                || light == Light.RED && proof instanceof Proof.Proven
                || light == Light.GREEN && bands.isGreenForGood(criterion.statistic()) && !criterion.hasFrames();
        Optional<Shortfall> uncovered = stays ? Optional.empty() : Shortfall.ofCoverage(draft, value);
        return uncovered
                .map(cause -> draft.insufficient(cause, value.samples()))
                .orElseGet(() -> draft.evaluated(value, light, proof, exemplars(criterion, window, light)));
    }

    private Check noData(Draft draft, String reason, long samples) {
        Optional<String> absence = draft.metrics().stream()
                .map(MetricCatalogue::ownerOf)
                .flatMap(probe -> evidence.absences().stream()
                        .filter(absent -> absent.probe().equals(probe)))
                .map(absent -> "%s could not read: %s".formatted(absent.probe(), absent.reason()))
                .reduce((older, newest) -> newest);
        ErrorClass errorClass = absence.isPresent() ? ErrorClass.INFRA : Shortfall.classOf(evidence);
        String because = reason + absence.map(why -> "; " + why).orElse("");
        return draft.without(State.NO_DATA, errorClass, because, samples);
    }

    private List<Evidence.Exemplar> exemplars(Criterion criterion, Window window, Light light) {
        if (light == Light.GREEN) {
            return List.of();
        }
        return estimates.observed(criterion).parts().stream()
                .flatMap(part -> evidence.exemplars(part.metric()).stream()
                        .filter(exemplar -> part.series().contains(exemplar.series())))
                .filter(exemplar -> window.stretches().contains(exemplar.at().toEpochMilli()))
                .limit(MOST_EXEMPLARS)
                .toList();
    }
}
