package io.burnin.bundle;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.plan.BaselineChoice;
import io.burnin.verdict.Baseline;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Exclusion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The evidence of a bundle. Samples are unpacked when they are asked for the first time, and stay in memory: 16 bytes each. */
public final class BundledEvidence implements Evidence {

    private final EvidenceFacts facts;
    private final Map<SeriesKey, BundledSeries> series;
    private final Function<BundledSeries, Columns> unpack;
    private final Map<SeriesKey, Columns> unpacked = new HashMap<>();

    /** @param unpack the samples of a series */
    public BundledEvidence(EvidenceFacts facts, Function<BundledSeries, Columns> unpack) {
        this.facts = facts;
        this.series = facts.series().stream().collect(Collectors.toMap(BundledSeries::key, Function.identity()));
        this.unpack = unpack;
    }

    @Override
    public Span run() {
        return facts.run();
    }

    @Override
    public boolean isComplete() {
        return facts.complete();
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
    public List<Instant> reboots() {
        return facts.reboots();
    }

    @Override
    public List<Exclusion> exclusions() {
        return facts.exclusions();
    }

    @Override
    public Baseline baseline(BaselineChoice choice) {
        return facts.baselines().stream()
                .filter(baseline -> baseline.choice().equals(choice.toString()))
                .findFirst()
                .orElseGet(() -> Baseline.none(choice, "the bundle holds no baseline %s".formatted(choice)));
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
        return facts.series().stream()
                .filter(each -> each.metric().equals(metric))
                .map(BundledSeries::key)
                .toList();
    }

    @Override
    public void scan(SeriesKey key, Span span, SampleVisitor visitor) {
        Columns columns = columns(key);
        int end = columns.before(span.to().toEpochMilli());
        for (int i = columns.before(span.from().toEpochMilli()); i < end; i++) {
            visitor.sample(columns.times()[i], columns.values()[i]);
        }
    }

    @Override
    public Optional<Sample> lastBefore(SeriesKey key, Instant at) {
        Columns columns = columns(key);
        int last = columns.before(at.toEpochMilli()) - 1;
        return last < 0
                ? Optional.empty()
                : Optional.of(new Sample(Instant.ofEpochMilli(columns.times()[last]), columns.values()[last]));
    }

    @Override
    public List<Exemplar> exemplars(String metric) {
        return facts.exemplars().stream()
                .filter(exemplar -> exemplar.series().metric().equals(metric))
                .toList();
    }

    private Columns columns(SeriesKey key) {
        BundledSeries known = series.get(key);
        if (known == null) {
            throw new IllegalArgumentException("the run has no series %s".formatted(key));
        }
        return unpacked.computeIfAbsent(key, first -> unpack.apply(known));
    }
}
