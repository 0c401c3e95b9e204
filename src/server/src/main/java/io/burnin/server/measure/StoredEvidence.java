package io.burnin.server.measure;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.verdict.DigestMemory;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Exclusion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the database holds of a run, up to one of its records: what comes in later does not change it. Facts are read at once,
 * samples when they are asked for, so that its size does not grow with the length of the run.
 */
final class StoredEvidence implements Evidence {

    private final RunFacts facts;
    private final Map<SeriesKey, ? extends StoredSeries> samples;
    private final StoredExemplars exemplars;
    private final DigestMemory memory;

    /** @param samples in the order in which the series began */
    StoredEvidence(
            RunFacts facts,
            Map<SeriesKey, ? extends StoredSeries> samples,
            StoredExemplars exemplars,
            DigestMemory memory) {
        this.facts = facts;
        this.samples = samples;
        this.exemplars = exemplars;
        this.memory = memory;
    }

    /** What is known of a run apart from its samples. */
    record RunFacts(
            Span run,
            RunOutcome outcome,
            Optional<ErrorClass> errorClass,
            String reason,
            String targetDirty,
            List<Occurrence> occurrences,
            List<Span> faults,
            List<Span> gaps,
            List<Span> lost,
            List<Exclusion> exclusions,
            List<Instant> reboots,
            List<Expectation> expectations,
            List<Absence> absences) {}

    /** Where examples are looked up. */
    @FunctionalInterface
    interface StoredExemplars {
        List<Exemplar> of(String metric);
    }

    @Override
    public Span run() {
        return facts.run();
    }

    @Override
    public boolean isComplete() {
        return facts.outcome() != RunOutcome.UNFINISHED;
    }

    @Override
    public RunOutcome outcome() {
        return facts.outcome();
    }

    @Override
    public Optional<ErrorClass> errorClass() {
        return facts.errorClass();
    }

    @Override
    public String reason() {
        return facts.reason();
    }

    @Override
    public String targetDirty() {
        return facts.targetDirty();
    }

    @Override
    public List<Occurrence> occurrences() {
        return facts.occurrences();
    }

    @Override
    public List<Span> faults() {
        return facts.faults();
    }

    @Override
    public List<Span> gaps() {
        return facts.gaps();
    }

    @Override
    public List<Span> lost() {
        return facts.lost();
    }

    @Override
    public List<Exclusion> exclusions() {
        return facts.exclusions();
    }

    @Override
    public List<Instant> reboots() {
        return facts.reboots();
    }

    @Override
    public List<Expectation> expectations() {
        return facts.expectations();
    }

    @Override
    public List<Absence> absences() {
        return facts.absences();
    }

    @Override
    public List<SeriesKey> series(String metric) {
        return samples.keySet().stream()
                .filter(series -> series.metric().equals(metric))
                .toList();
    }

    @Override
    public void scan(SeriesKey series, Span span, SampleVisitor visitor) {
        stored(series).scan(span, visitor);
    }

    @Override
    public Optional<Sample> lastBefore(SeriesKey series, Instant at) {
        return stored(series).lastBefore(at);
    }

    @Override
    public List<Exemplar> exemplars(String metric) {
        return exemplars.of(metric);
    }

    @Override
    public DigestMemory memory() {
        return memory;
    }

    private StoredSeries stored(SeriesKey series) {
        StoredSeries stored = samples.get(series);
        if (stored == null) {
            throw new IllegalArgumentException("the run has no series %s".formatted(series));
        }
        return stored;
    }
}
