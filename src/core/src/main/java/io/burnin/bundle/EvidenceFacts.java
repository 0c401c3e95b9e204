package io.burnin.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.burnin.metric.Span;
import io.burnin.plan.BaselineChoice;
import io.burnin.verdict.Baseline;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Evidence.Absence;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Exclusion;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Evidence} tells of a run, but for its samples.
 *
 * @param baselines those that the plan compares with; a bundle made before there were any has none
 */
public record EvidenceFacts(
        Span run,
        RunOutcome outcome,
        boolean complete,
        Optional<ErrorClass> errorClass,
        String reason,
        String targetDirty,
        List<Occurrence> occurrences,
        List<Span> faults,
        List<Span> gaps,
        List<Span> lost,
        List<Instant> reboots,
        List<Exclusion> exclusions,
        List<Expectation> expectations,
        List<Absence> absences,
        List<Exemplar> exemplars,
        List<BundledSeries> series,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Baseline> baselines) {

    public EvidenceFacts {
        occurrences = List.copyOf(occurrences);
        faults = List.copyOf(faults);
        gaps = List.copyOf(gaps);
        lost = List.copyOf(lost);
        reboots = List.copyOf(reboots);
        exclusions = List.copyOf(exclusions);
        expectations = List.copyOf(expectations);
        absences = List.copyOf(absences);
        exemplars = List.copyOf(exemplars);
        series = List.copyOf(series);
        baselines = List.copyOf(baselines);
    }

    /** @param series where its samples are */
    static EvidenceFacts of(
            Evidence evidence,
            Collection<BaselineChoice> baselines,
            List<Exemplar> exemplars,
            List<BundledSeries> series) {
        return new EvidenceFacts(
                evidence.run(),
                evidence.outcome(),
                evidence.isComplete(),
                evidence.errorClass(),
                evidence.reason(),
                evidence.targetDirty(),
                evidence.occurrences(),
                evidence.faults(),
                evidence.gaps(),
                evidence.lost(),
                evidence.reboots(),
                evidence.exclusions(),
                evidence.expectations(),
                evidence.absences(),
                exemplars,
                series,
                baselines.stream().map(evidence::baseline).toList());
    }
}
