package io.burnin.verdict;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Evidence.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param outcome how the run itself ended
 * @param conclusive false where missing evidence decided
 * @param provisional whether the run still goes on
 * @param exclusions what was left out, by whose word; a verdict stored before there were any has none
 * @param awaited while the run goes on, the evidence that is still missing, what comes soonest first
 */
@JsonIgnoreProperties(
        value = {"exitCode", "causes", "byChance"},
        allowGetters = true)
public record Verdict(
        RunOutcome outcome,
        Light light,
        boolean conclusive,
        boolean provisional,
        List<Reason> reasons,
        Recommendation recommendation,
        List<Check> checks,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Exclusion> exclusions,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Awaited> awaited) {

    /** One of which nothing is awaited. */
    public Verdict(
            RunOutcome outcome,
            Light light,
            boolean conclusive,
            boolean provisional,
            List<Reason> reasons,
            Recommendation recommendation,
            List<Check> checks,
            List<Exclusion> exclusions) {
        this(outcome, light, conclusive, provisional, reasons, recommendation, checks, exclusions, List.of());
    }

    public Verdict {
        reasons = List.copyOf(reasons);
        checks = List.copyOf(checks);
        exclusions = List.copyOf(exclusions);
        awaited = List.copyOf(awaited);
    }

    Verdict with(List<Reason> others, List<Awaited> missing) {
        return new Verdict(
                outcome, light, conclusive, provisional, others, recommendation, checks, exclusions, missing);
    }

    /**
     * What a command ends with that waited for it, the first that applies: 20 red, 40 aborted or lost, 10 a yellow was measured,
     * 30 yellow only for want of evidence, 0 green.
     */
    @JsonProperty
    public int exitCode() {
        return exitCode(light, outcome, reasons);
    }

    static int exitCode(Light light, RunOutcome outcome, List<Reason> reasons) {
        if (light == Light.RED) {
            return 20;
        }
        if (outcome == RunOutcome.ABORTED || outcome == RunOutcome.LOST) {
            return 40;
        }
        if (light == Light.GREEN) {
            return 0;
        }
        return reasons.stream().anyMatch(reason -> reason.kind() == Kind.MEASURED) ? 10 : 30;
    }

    /** How many of its checks may be wrong though nothing is. */
    @JsonProperty
    public Optional<ByChance> byChance() {
        return ByChance.of(checks);
    }

    /** Whether it would be green if there were runs to compare with: such a run may be the first of them. */
    public boolean lacksOnlyBaselines() {
        return !provisional
                && light == Light.YELLOW
                && reasons.stream().allMatch(reason -> reason.kind() == Kind.NO_BASELINE);
    }

    /** The reasons, those of one cause told once, each with what to do about it. */
    @JsonProperty
    public List<Cause> causes() {
        return Causes.of(this);
    }

    /**
     * Why it is not green. The reasons that decided the light come first.
     *
     * @param outlook what would make it green; empty if nobody can say, and in a verdict from before that was said
     */
    public record Reason(
            Kind kind,
            Light light,
            ErrorClass errorClass,
            String subject,
            String text,
            Optional<Instant> since,
            Optional<Outlook> outlook) {

        public Reason(
                Kind kind, Light light, ErrorClass errorClass, String subject, String text, Optional<Instant> since) {
            this(kind, light, errorClass, subject, text, since, Optional.empty());
        }

        Reason with(Optional<Outlook> next) {
            return new Reason(kind, light, errorClass, subject, text, since, next);
        }
    }

    /**
     * Evidence that is still missing: a test that is yet to be executed, a criterion without a value, a green without proof.
     *
     * @param subject the criterion's path, or the test
     */
    public record Awaited(String subject, String title, Outlook outlook) {}

    /**
     * Why it is not green, for people: one trouble, told once.
     *
     * @param text what is the matter, in one sentence
     * @param since when it was first seen; empty where no moment can be named
     * @param until when it was last seen
     * @param began when it had begun at the latest, if that was before it was seen
     * @param details where it came from and how much of it there is
     * @param exemplars what shows it, at most a few
     * @param criteria the criteria that are not green for it; empty where it is about the run, a test or the host alone
     * @param remedy what to do about it
     */
    public record Cause(
            Light light,
            Kind kind,
            ErrorClass errorClass,
            String text,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Instant> began,
            List<String> details,
            List<Exemplar> exemplars,
            List<String> criteria,
            String remedy) {

        public Cause {
            details = List.copyOf(details);
            exemplars = List.copyOf(exemplars);
            criteria = List.copyOf(criteria);
        }
    }

    public enum Kind {
        MEASURED,
        UNPROVEN,
        MISSING,
        UNFINISHED,
        NO_BASELINE
    }

    public enum Recommendation {
        PROCEED,
        FIX,
        ROLLBACK,
        /** Only evidence is missing: go on measuring. */
        EXTEND
    }
}
