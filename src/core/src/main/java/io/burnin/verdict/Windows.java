package io.burnin.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.While;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.MetricCatalogue;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out which stretches of a run a criterion looks at. */
final class Windows {

    private final Evidence evidence;
    private final Digests digests;

    /** The run with its last instant in it: a span's end is not part of it, and the last samples carry the time of the end. */
    private final Span run;

    Windows(Evidence evidence, Digests digests) {
        this.evidence = evidence;
        this.digests = digests;
        this.run = new Span(evidence.run().from(), evidence.run().to().plusMillis(1));
    }

    Window of(Criterion criterion) {
        digests.need(criterion);
        Spans faults = Spans.of(evidence.faults());
        Spans excluded =
                Spans.of(evidence.exclusions().stream().map(Exclusion::span).toList());
        Spans daily = Spans.of(criterion.window().daily().stream()
                .flatMap(each -> each.within(run).stream())
                .toList());
        Spans base = base(criterion)
                .after(criterion.window().warmup())
                .without(excluded)
                .without(daily);
        Spans stretches = switch (criterion.window().faults()) {
            case INCLUDED -> base;
            case EXCEPT -> base.without(faults);
            case ONLY -> base.intersection(faults);
        };
        Spans spans = criterion
                .window()
                .condition()
                .map(condition -> stretches.intersection(whileHolds(condition)))
                .orElse(stretches);
        Spans untouchable = excluded.with(daily);
        return new Window(
                stretches,
                spans,
                criterion.window().faults() == Faults.EXCEPT ? untouchable.with(faults) : untouchable,
                run);
    }

    private Spans base(Criterion criterion) {
        Optional<String> during = criterion.window().during();
        Optional<String> test = during.or(criterion::test);
        if (test.isEmpty()) {
            return Spans.of(run);
        }
        Spans occurrences = Spans.of(evidence.occurrences().stream()
                .filter(occurrence -> occurrence.test().equals(test.get()))
                .filter(occurrence -> occurrence.status() != OccurrenceStatus.PENDING
                        && occurrence.status() != OccurrenceStatus.SKIPPED)
                .map(Occurrence::span)
                .toList());
        return during.isEmpty() && ownsItsSamples(criterion) ? toTheEnd(occurrences) : occurrences;
    }

    /** What a test caused carries its name, so it still counts when it shows after the test: a job that is given up as lost. */
    private static boolean ownsItsSamples(Criterion criterion) {
        return criterion.test().isPresent()
                && criterion.test().get().equals(criterion.where().get(MetricCatalogue.ORIGIN));
    }

    private Spans toTheEnd(Spans occurrences) {
        return occurrences
                .hull()
                .map(hull -> Spans.of(new Span(hull.from(), run.to())))
                .orElse(occurrences);
    }

    /**
     * Where every series of the gauge has kept the condition for so long. Known from the first sample to the last, except where
     * nobody measured; a series has no say before its first sample.
     */
    private Spans whileHolds(While condition) {
        List<SeriesKey> series = evidence.series(condition.metric()).stream()
                .filter(key -> key.matches(condition.where()))
                .toList();
        var known = new ArrayList<Span>();
        var broken = new ArrayList<Span>();
        for (SeriesKey key : series) {
            var levels = new Levels(condition);
            digests.of(key, run).changes(levels);
            levels.known(run).ifPresent(known::add);
            broken.addAll(levels.broken);
        }
        return Spans.of(known)
                .hull()
                .map(hull -> Spans.of(hull)
                        .without(Spans.of(broken))
                        .without(Spans.of(evidence.gaps()))
                        .after(condition.hold()))
                .orElse(Spans.of(known));
    }

    /** Collects the stretches in which a gauge breaks a condition. */
    private static final class Levels implements Evidence.SampleVisitor {

        private final While condition;
        private final List<Span> broken = new ArrayList<>();
        private Optional<Instant> first = Optional.empty();
        private Optional<Instant> brokenSince = Optional.empty();
        private Instant last = Instant.EPOCH;

        Levels(While condition) {
            this.condition = condition;
        }

        @Override
        public void sample(long millis, double value) {
            last = Instant.ofEpochMilli(millis);
            first = first.or(() -> Optional.of(last));
            if (!condition.is().holds(value)) {
                brokenSince = brokenSince.or(() -> Optional.of(last));
            } else if (brokenSince.isPresent()) {
                broken.add(new Span(brokenSince.get(), last));
                brokenSince = Optional.empty();
            }
        }

        /** A condition that was broken when the series fell silent stays broken. */
        Optional<Span> known(Span run) {
            brokenSince.filter(run::contains).ifPresent(since -> broken.add(new Span(since, run.to())));
            return first.map(start -> new Span(start, last.plusMillis(1)));
        }
    }
}
