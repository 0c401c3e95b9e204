package io.burnin.verdict;

import io.burnin.plan.Plan;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Verdict.Kind;
import io.burnin.verdict.Verdict.Reason;
import io.burnin.verdict.Verdict.Recommendation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes one verdict of all checks and of how the run went. The only place that knows what missing evidence does to a run. */
final class Ruling {

    /** What reasons are about that are about no criterion and no test. */
    static final String TARGET = "target";

    static final String HOST = "host";

    private static final Comparator<Reason> DECIDING_FIRST =
            Comparator.comparing(Reason::light).reversed().thenComparing(Reason::kind);

    private Ruling() {}

    static Verdict of(Plan.Burden burden, Evidence evidence, List<Check> checks) {
        List<Reason> reasons = Stream.of(
                        ofTarget(evidence),
                        ofHost(evidence),
                        ofChecks(checks),
                        ofProofs(burden, checks),
                        ofRun(evidence, checks))
                .flatMap(List::stream)
                .sorted(DECIDING_FIRST)
                .toList();
        Light light = worst(reasons.stream());
        Light measured = worst(reasons.stream().filter(reason -> reason.kind() == Kind.MEASURED));
        boolean enoughEvidence = checks.stream().noneMatch(Ruling::saysThatEvidenceIsThin);
        boolean conclusive = light == measured && (light == Light.RED || enoughEvidence);
        return new Verdict(
                evidence.outcome(),
                light,
                conclusive,
                !evidence.isComplete(),
                reasons,
                recommendation(light, measured, checks),
                checks,
                evidence.exclusions());
    }

    private static Light worst(Stream<Reason> reasons) {
        return reasons.map(Reason::light).reduce(Light.GREEN, Light::worseOf);
    }

    private static Recommendation recommendation(Light light, Light measured, List<Check> checks) {
        return switch (light) {
            case GREEN -> Recommendation.PROCEED;
            case YELLOW -> measured == Light.YELLOW ? Recommendation.FIX : Recommendation.EXTEND;
            case RED ->
                checks.stream().anyMatch(check -> check.light() == Light.RED && check.rollback())
                        ? Recommendation.ROLLBACK
                        : Recommendation.FIX;
        };
    }

    private static List<Reason> ofTarget(Evidence evidence) {
        return evidence.targetDirty().isBlank()
                ? List.of()
                : List.of(new Reason(
                        Kind.MEASURED,
                        Light.RED,
                        ErrorClass.INFRA,
                        TARGET,
                        "the target is not as it was found: %s".formatted(evidence.targetDirty()),
                        Optional.of(evidence.run().to())));
    }

    /** Whoever rebooted it, or whatever: nobody ordered that, and the target has not run through. */
    private static List<Reason> ofHost(Evidence evidence) {
        return evidence.reboots().stream()
                .map(at -> new Reason(
                        Kind.MEASURED,
                        Light.YELLOW,
                        ErrorClass.INFRA,
                        HOST,
                        "the host was rebooted, and no step had asked for it",
                        Optional.of(at)))
                .toList();
    }

    private static List<Reason> ofChecks(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.light() != Light.GREEN)
                .map(check -> new Reason(
                        kind(check),
                        check.light(),
                        check.errorClass().orElse(ErrorClass.PRODUCT),
                        check.criterion(),
                        "%s: %s".formatted(check.title(), check.because()),
                        check.exemplars().stream().findFirst().map(Exemplar::at)))
                .toList();
    }

    private static List<Reason> ofProofs(Plan.Burden burden, List<Check> checks) {
        return checks.stream()
                .filter(check -> burden == Plan.Burden.PROVEN)
                .filter(check -> check.isEvaluated() && check.light() == Light.GREEN)
                .filter(check -> check.proof() instanceof Proof.Unproven)
                .map(check -> new Reason(
                        Kind.UNPROVEN,
                        Light.YELLOW,
                        ErrorClass.TEST,
                        check.criterion(),
                        "%s: %s".formatted(check.title(), check.because()),
                        Optional.empty()))
                .toList();
    }

    private static Kind kind(Check check) {
        return switch (check.state()) {
            case EVALUATED -> saysThatEvidenceIsThin(check) ? Kind.MISSING : Kind.MEASURED;
            case NO_BASELINE -> Kind.NO_BASELINE;
            case NO_DATA, INSUFFICIENT, ERROR, NOT_JUDGED -> Kind.MISSING;
        };
    }

    private static boolean saysThatEvidenceIsThin(Check check) {
        return check.aboutEvidence() && check.isEvaluated() && check.light() == Light.YELLOW;
    }

    private static List<Reason> ofRun(Evidence evidence, List<Check> checks) {
        var reasons = new ArrayList<Reason>();
        ended(evidence).ifPresent(reasons::add);
        if (evidence.isComplete()) {
            evidence.occurrences()
                    .forEach(occurrence -> Shortfall.ofOccurrence(evidence, occurrence)
                            .ifPresent(shortfall -> reasons.add(new Reason(
                                    Kind.UNFINISHED,
                                    Light.YELLOW,
                                    shortfall.errorClass(),
                                    occurrence.test(),
                                    shortfall.reason(),
                                    Optional.of(occurrence.span().to())))));
        }
        boolean anythingJudged = checks.stream()
                .anyMatch(check -> check.isEvaluated()
                        && check.samples() > 0
                        && !check.series().isEmpty());
        if (!anythingJudged) {
            reasons.add(new Reason(
                    Kind.MISSING,
                    Light.YELLOW,
                    Shortfall.classOf(evidence),
                    "run",
                    "no criterion was judged on any sample: nothing speaks for the target",
                    Optional.empty()));
        }
        return reasons;
    }

    private static Optional<Reason> ended(Evidence evidence) {
        RunOutcome outcome = evidence.outcome();
        String text = switch (outcome) {
            case FINISHED -> "";
            case UNFINISHED -> "the run goes on";
            case STOPPED, ABORTED, LOST ->
                "the run was %s before its end%s"
                        .formatted(
                                outcome.name().toLowerCase(Locale.ROOT),
                                evidence.reason().isBlank() ? "" : ": " + evidence.reason());
        };
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason(
                        Kind.UNFINISHED,
                        Light.YELLOW,
                        Shortfall.classOf(evidence),
                        "run",
                        text,
                        Optional.of(evidence.run().to())));
    }
}
