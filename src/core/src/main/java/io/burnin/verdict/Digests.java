package io.burnin.verdict;

import io.burnin.metric.Kind;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Totals;
import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.verdict.Digest.Detail;
import io.burnin.verdict.DigestMemory.Cut;
import io.burnin.verdict.DigestMemory.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the samples of a series come to that a window takes. They are put together from pieces of ten minutes, of which those that
 * nothing is added to any more are looked up: what a verdict costs does not grow with the length of the run.
 */
final class Digests {

    private final Evidence evidence;
    private final DigestMemory memory;
    private final Map<String, Set<Detail>> details = new HashMap<>();
    private final Spans gaps;

    Digests(Plan plan, Evidence evidence) {
        this.evidence = evidence;
        this.memory = evidence.memory();
        this.gaps = Spans.of(evidence.gaps());
        criteria(plan).forEach(this::need);
    }

    private static Stream<Criterion> criteria(Plan plan) {
        return Stream.concat(
                plan.criteria().stream(), plan.tests().values().stream().flatMap(test -> test.criteria().stream()));
    }

    /** What a criterion looks at will be read; without it, only totals are there. */
    void need(Criterion criterion) {
        switch (criterion.statistic()) {
            case P50, P75, P90, P95, P99, P999 -> need(criterion.of(), Detail.VALUES);
            case MEAN, GROWTH, TREND -> need(criterion.of(), Detail.CELLS);
            case RATIO, INCREASE, RATE, COUNT, MIN, MAX, LAST, AVAILABILITY, RECOVERY -> {}
        }
        criterion.window().condition().ifPresent(condition -> need(condition.metric(), Detail.CHANGES));
    }

    private void need(String metric, Detail detail) {
        details.computeIfAbsent(metric, any -> EnumSet.noneOf(Detail.class)).add(detail);
    }

    /** Everything from the start of a span to its end. */
    Readings of(SeriesKey series, Span span) {
        return of(series, new Filter(Spans.of(span), Spans.of(List.of()), false), span);
    }

    /** What a window takes of it. */
    Readings of(SeriesKey series, Kind kind, Window window) {
        return switch (kind) {
            case DURATION ->
                window.spans()
                        .hull()
                        .map(hull -> of(
                                series,
                                new Filter(window.spans(), window.untouchable(), true),
                                new Span(hull.from(), window.run().to())))
                        .orElse(Readings.NONE);
            case COUNTER -> ofReadings(series, window, Spans.of(List.of()));
            case GAUGE, STATE -> ofReadings(series, window, gaps);
        };
    }

    private Readings ofReadings(SeriesKey series, Window window, Spans barred) {
        return window.spans()
                .hull()
                .map(hull -> of(series, new Filter(window.spans(), barred, false), hull))
                .orElse(Readings.NONE);
    }

    /** Of several series or metrics put together, in order of time. */
    Readings of(String metric, Observed.Track track, Window window) {
        return new Readings(List.of(Digest.of(track, window.spans().without(gaps), detailsOf(metric))));
    }

    /** The samples of those pieces of a run that come to something, in order of time. */
    void scanWhere(SeriesKey series, Span span, Predicate<Totals> wanted, Evidence.SampleVisitor visitor) {
        for (Map.Entry<Long, Digest> piece : pieces(
                        series, new Filter(Spans.of(span), Spans.of(List.of()), false), span)
                .entrySet()) {
            if (wanted.test(piece.getValue().totals())) {
                var place = new Place(piece.getKey(), Optional.empty());
                new Span(Instant.ofEpochMilli(place.from()), Instant.ofEpochMilli(place.to()))
                        .intersection(span)
                        .ifPresent(part -> evidence.scan(series, part, visitor));
            }
        }
    }

    private Set<Detail> detailsOf(String metric) {
        return Set.copyOf(details.getOrDefault(metric, Set.of()));
    }

    /** Which samples count; operations are taken by their whole life. */
    private record Filter(Spans spans, Spans barred, boolean operations) {

        boolean takes(long at, double value) {
            if (!operations) {
                return spans.contains(at);
            }
            long began = at - Math.round(value);
            return spans.contains(began) && !barred.touch(began, at);
        }

        /** @param longest milliseconds that no operation in there exceeds */
        Place place(long number, double longest) {
            var whole = new Place(number, Optional.empty());
            long from = whole.from() - (long) Math.ceil(Math.max(0, longest));
            long last = whole.to() - 1;
            if (spans.cover(from, last) && !barred.touch(from, last)) {
                return whole;
            }
            Spans near = Spans.of(new Span(Instant.ofEpochMilli(from), Instant.ofEpochMilli(whole.to())));
            return new Place(number, Optional.of(new Cut(spans.intersection(near), barred.intersection(near))));
        }

        Spans held() {
            return operations ? spans : spans.without(barred);
        }
    }

    private Readings of(SeriesKey series, Filter filter, Span hull) {
        return new Readings(List.copyOf(pieces(series, filter, hull).values()));
    }

    private Map<Long, Digest> pieces(SeriesKey series, Filter filter, Span hull) {
        long first = Place.at(hull.from().toEpochMilli());
        long last = Place.at(hull.to().toEpochMilli() - 1);
        DigestMemory.OfSeries known = memory.of(series);
        Map<Long, Double> longest = filter.operations() ? longest(series, first, last) : Map.of();
        Set<Detail> wanted = detailsOf(series.metric());
        var found = new TreeMap<Long, Digest>();
        var missing = new ArrayList<Place>();
        for (long number = first; number <= last; number++) {
            Place place = filter.place(number, longest.getOrDefault(number, 0.0));
            Optional<Digest> digest = known.find(place).filter(each -> each.has(wanted));
            if (digest.isPresent()) {
                found.put(number, digest.get());
            } else {
                missing.add(place);
            }
        }
        for (List<Place> stretch : stretches(missing)) {
            found.putAll(read(series, filter, stretch, wanted, known));
        }
        return found;
    }

    /** How long the longest operation took that ended in each piece. */
    private Map<Long, Double> longest(SeriesKey series, long first, long last) {
        var all = new Span(
                Instant.ofEpochMilli(new Place(first, Optional.empty()).from()),
                Instant.ofEpochMilli(new Place(last, Optional.empty()).to()));
        var longest = new HashMap<Long, Double>();
        pieces(series, new Filter(Spans.of(all), Spans.of(List.of()), false), all)
                .forEach((number, digest) -> longest.put(number, digest.totals().max()));
        return longest;
    }

    /** Those that follow each other are read at once. */
    private static List<List<Place>> stretches(List<Place> places) {
        var stretches = new ArrayList<List<Place>>();
        for (Place place : places) {
            boolean follows =
                    !stretches.isEmpty() && stretches.getLast().getLast().number() == place.number() - 1;
            if (!follows) {
                stretches.add(new ArrayList<>());
            }
            stretches.getLast().add(place);
        }
        return stretches;
    }

    private Map<Long, Digest> read(
            SeriesKey series, Filter filter, List<Place> stretch, Set<Detail> wanted, DigestMemory.OfSeries known) {
        var digests = new HashMap<Long, Digest>();
        var reading = new Object() {
            private int next;
            private Observed.Growing samples = new Observed.Growing();

            void sample(long at, double value) {
                if (at >= stretch.get(next).to()) {
                    endBefore(Place.at(at));
                }
                if (stretch.get(next).cut().isEmpty() || filter.takes(at, value)) {
                    samples.add(at, value);
                }
            }

            void endBefore(long number) {
                while (next < stretch.size() && stretch.get(next).number() < number) {
                    Place place = stretch.get(next++);
                    Digest digest = Digest.of(samples.track(), filter.held(), wanted);
                    digests.put(place.number(), digest);
                    known.keep(place, digest);
                    samples = new Observed.Growing();
                }
            }
        };
        evidence.scan(
                series,
                new Span(
                        Instant.ofEpochMilli(stretch.getFirst().from()),
                        Instant.ofEpochMilli(stretch.getLast().to())),
                reading::sample);
        reading.endBefore(Long.MAX_VALUE);
        return digests;
    }
}
