package io.burnin.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.plan.BaselineChoice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The same evidence, but for what a subclass shows otherwise. */
abstract class EvidenceView implements Evidence {

    private final Evidence whole;

    EvidenceView(Evidence whole) {
        this.whole = whole;
    }

    @Override
    public Span run() {
        return whole.run();
    }

    @Override
    public boolean isComplete() {
        return whole.isComplete();
    }

    @Override
    public RunOutcome outcome() {
        return whole.outcome();
    }

    @Override
    public Optional<ErrorClass> errorClass() {
        return whole.errorClass();
    }

    @Override
    public String reason() {
        return whole.reason();
    }

    @Override
    public String targetDirty() {
        return whole.targetDirty();
    }

    @Override
    public List<Occurrence> occurrences() {
        return whole.occurrences();
    }

    @Override
    public List<Span> faults() {
        return whole.faults();
    }

    @Override
    public List<Span> gaps() {
        return whole.gaps();
    }

    @Override
    public List<Span> lost() {
        return whole.lost();
    }

    @Override
    public List<Exclusion> exclusions() {
        return whole.exclusions();
    }

    @Override
    public Baseline baseline(BaselineChoice choice) {
        return whole.baseline(choice);
    }

    @Override
    public List<Instant> reboots() {
        return whole.reboots();
    }

    @Override
    public List<Expectation> expectations() {
        return whole.expectations();
    }

    @Override
    public List<SeriesKey> series(String metric) {
        return whole.series(metric);
    }

    @Override
    public void scan(SeriesKey series, Span span, SampleVisitor visitor) {
        whole.scan(series, span, visitor);
    }

    @Override
    public DigestMemory memory() {
        return whole.memory();
    }

    @Override
    public Optional<Sample> lastBefore(SeriesKey series, Instant at) {
        return whole.lastBefore(series, at);
    }

    @Override
    public List<Absence> absences() {
        return whole.absences();
    }

    @Override
    public List<Exemplar> exemplars(String metric) {
        return whole.exemplars(metric);
    }
}
