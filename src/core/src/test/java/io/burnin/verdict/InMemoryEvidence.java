package io.burnin.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.plan.BaselineChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evidence that a test writes down line by line; times are seconds since the run's start. */
final class InMemoryEvidence implements Evidence {

    static final Instant START = Instant.parse("2026-01-13T08:00:00Z");

    private final Map<SeriesKey, List<Sample>> samples = new LinkedHashMap<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<Span> faults = new ArrayList<>();
    private final List<Span> gaps = new ArrayList<>();
    private final List<Span> lost = new ArrayList<>();
    private final List<Instant> reboots = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private final List<Exemplar> exemplars = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final List<Baseline> baselines = new ArrayList<>();
    private final Span run;
    private RunOutcome outcome = RunOutcome.FINISHED;
    private Optional<ErrorClass> errorClass = Optional.empty();
    private String reason = "";
    private String targetDirty = "";

    InMemoryEvidence(double seconds) {
        run = span(0, seconds);
    }

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    static Span span(double from, double to) {
        return new Span(at(from), at(to));
    }

    InMemoryEvidence sample(SeriesKey series, double second, double value) {
        samples.computeIfAbsent(series, key -> new ArrayList<>()).add(new Sample(at(second), value));
        return this;
    }

    InMemoryEvidence sample(String metric, double second, double value) {
        return sample(SeriesKey.of(metric), second, value);
    }

    /** One sample a second from the first to before the last second. */
    InMemoryEvidence everySecond(String metric, int from, int to, java.util.function.IntToDoubleFunction value) {
        for (int second = from; second < to; second++) {
            sample(metric, second, value.applyAsDouble(second));
        }
        return this;
    }

    InMemoryEvidence occurrence(String test, double from, double to) {
        return occurrence(test, from, to, OccurrenceStatus.FINISHED, Optional.empty(), "");
    }

    InMemoryEvidence occurrence(
            String test,
            double from,
            double to,
            OccurrenceStatus status,
            Optional<ErrorClass> errorClass,
            String reason) {
        int number = 1
                + (int) occurrences.stream()
                        .filter(occurrence -> occurrence.test().equals(test))
                        .count();
        occurrences.add(new Occurrence(test, number, status, span(from, to), errorClass, reason));
        return this;
    }

    InMemoryEvidence expectation(String test, String step, double second, Expectation.Result result) {
        expectations.add(new Expectation(test, 1, step, at(second), result, "exactly 0", "3", Duration.ofSeconds(2)));
        return this;
    }

    InMemoryEvidence fault(double from, double to) {
        faults.add(span(from, to));
        return this;
    }

    InMemoryEvidence gap(double from, double to) {
        gaps.add(span(from, to));
        return this;
    }

    InMemoryEvidence lost(double from, double to) {
        lost.add(span(from, to));
        return this;
    }

    InMemoryEvidence excluded(double from, double to) {
        exclusions.add(new Exclusion(span(from, to), Exclusion.Kind.MAINTENANCE, "ann", "the network was down"));
        return this;
    }

    InMemoryEvidence baseline(Baseline baseline) {
        baselines.add(baseline);
        return this;
    }

    InMemoryEvidence reboot(double second) {
        reboots.add(at(second));
        return this;
    }

    InMemoryEvidence absence(String probe, double from, double to, String reason) {
        absences.add(new Absence(probe, span(from, to), reason));
        return this;
    }

    InMemoryEvidence exemplar(String metric, double second, String text) {
        exemplars.add(new Exemplar(at(second), SeriesKey.of(metric), text));
        return this;
    }

    InMemoryEvidence ended(RunOutcome how) {
        outcome = how;
        return this;
    }

    InMemoryEvidence because(ErrorClass whose, String why) {
        errorClass = Optional.of(whose);
        reason = why;
        return this;
    }

    InMemoryEvidence dirty(String what) {
        targetDirty = what;
        return this;
    }

    @Override
    public Span run() {
        return run;
    }

    @Override
    public boolean isComplete() {
        return outcome != RunOutcome.UNFINISHED;
    }

    @Override
    public RunOutcome outcome() {
        return outcome;
    }

    @Override
    public Optional<ErrorClass> errorClass() {
        return errorClass;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public String targetDirty() {
        return targetDirty;
    }

    @Override
    public List<Occurrence> occurrences() {
        return List.copyOf(occurrences);
    }

    @Override
    public List<Span> faults() {
        return List.copyOf(faults);
    }

    @Override
    public List<Span> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public List<Span> lost() {
        return Span.union(lost);
    }

    @Override
    public List<Exclusion> exclusions() {
        return List.copyOf(exclusions);
    }

    @Override
    public Baseline baseline(BaselineChoice choice) {
        return baselines.stream()
                .filter(baseline -> baseline.choice().equals(choice.toString()))
                .findFirst()
                .orElseGet(() -> Baseline.none(choice, "no run was green before"));
    }

    @Override
    public List<Instant> reboots() {
        return reboots;
    }

    @Override
    public List<Expectation> expectations() {
        return List.copyOf(expectations);
    }

    @Override
    public List<SeriesKey> series(String metric) {
        return samples.keySet().stream()
                .filter(key -> key.metric().equals(metric))
                .toList();
    }

    @Override
    public void scan(SeriesKey series, Span span, SampleVisitor visitor) {
        samples.getOrDefault(series, List.of()).stream()
                .sorted(Comparator.comparing(Sample::at))
                .filter(sample -> span.contains(sample.at()))
                .forEach(sample -> visitor.sample(sample.at().toEpochMilli(), sample.value()));
    }

    @Override
    public Optional<Sample> lastBefore(SeriesKey series, Instant at) {
        return samples.getOrDefault(series, List.of()).stream()
                .filter(sample -> sample.at().isBefore(at))
                .max(Comparator.comparing(Sample::at));
    }

    @Override
    public List<Absence> absences() {
        return List.copyOf(absences);
    }

    @Override
    public List<Exemplar> exemplars(String metric) {
        return exemplars.stream()
                .filter(exemplar -> exemplar.series().metric().equals(metric))
                .toList();
    }
}
