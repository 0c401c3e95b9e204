package io.burnin.verdict;

import io.burnin.metric.Kind;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Totals;
import io.burnin.metric.Unit;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric;
import io.burnin.plan.Plan.DerivedMetric.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What was stored of a metric that a criterion names, be it emitted or derived from others. Of several series, counters and
 * operations are taken together; the readings of a gauge are, too, where their order does not matter.
 */
final class Observed {

    private static final Duration CONDENSED_FROM = Duration.ofHours(1);

    private final Evidence evidence;
    private final Digests digests;
    private final String name;
    private final Optional<Operation> operation;
    private final List<Part> parts;

    private Observed(Evidence evidence, Digests digests, String name, Optional<Operation> operation, List<Part> parts) {
        this.evidence = evidence;
        this.digests = digests;
        this.name = name;
        this.operation = operation;
        this.parts = parts;
    }

    /** An emitted metric, and the series of it that count. */
    record Part(String metric, Kind kind, Unit unit, List<SeriesKey> series) {}

    /** Readings in order of time. */
    record Track(long[] times, double[] values) {

        static final Track NONE = new Track(new long[0], new double[0]);

        int size() {
            return times.length;
        }

        /** The values from one instant to before another, epoch milliseconds. */
        double[] between(long from, long until) {
            return Arrays.copyOfRange(values, firstAtOrAfter(from), firstAtOrAfter(until));
        }

        private int firstAtOrAfter(long at) {
            int low = 0;
            int high = times.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (times[middle] < at) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    static Observed of(
            Plan plan,
            MetricCatalogue catalogue,
            Evidence evidence,
            Digests digests,
            String metric,
            Map<String, String> where) {
        DerivedMetric derived = plan.metrics().get(metric);
        List<String> names = derived == null ? List.of(metric) : derived.of();
        List<Part> parts = names.stream()
                .map(name -> part(catalogue, evidence, name, where))
                .toList();
        return new Observed(
                evidence, digests, metric, Optional.ofNullable(derived).map(DerivedMetric::operation), parts);
    }

    private static Part part(MetricCatalogue catalogue, Evidence evidence, String metric, Map<String, String> where) {
        var definition = catalogue
                .find(metric)
                .orElseThrow(() -> new IllegalArgumentException("nothing emits the metric %s".formatted(metric)));
        var labels = new TreeMap<>(where);
        if (!definition.labels().contains(MetricCatalogue.ORIGIN)) {
            labels.remove(MetricCatalogue.ORIGIN);
        }
        List<SeriesKey> series = evidence.series(metric).stream()
                .filter(key -> key.matches(labels))
                .toList();
        return new Part(metric, definition.kind(), definition.unit(), series);
    }

    String name() {
        return name;
    }

    List<Part> parts() {
        return parts;
    }

    Unit unit() {
        return operation.equals(Optional.of(Operation.RATIO))
                ? Unit.PERCENT
                : parts.getFirst().unit();
    }

    /** The sum of a counter's increments, and how many samples told of them. */
    record Count(double sum, long samples, List<String> unobserved) {
        boolean isComplete() {
            return unobserved.isEmpty();
        }

        /** As a number of events; measurements of a counter are whole. */
        long events() {
            return Math.round(sum);
        }
    }

    /** A part without a single sample was not observed: its share is unknown, and not 0. */
    Count count(Window window) {
        double sum = 0;
        long samples = 0;
        var unobserved = new ArrayList<String>();
        for (int i = 0; i < parts.size(); i++) {
            Totals totals = totals(parts.get(i), window);
            sum += isSubtracted(i) ? -totals.sum() : totals.sum();
            samples += totals.count();
            if (totals.count() == 0) {
                unobserved.add(parts.get(i).metric());
            }
        }
        return new Count(sum, samples, List.copyOf(unobserved));
    }

    private Totals totals(Part part, Window window) {
        return part.series().stream()
                .map(series -> digests.of(series, part.kind(), window).totals())
                .reduce(Totals.NONE, Totals::plus);
    }

    /** Of what there is no sample in the window: a counter without one of its parts, and anything without any. */
    List<String> unobserved(Window window) {
        if (isCounter()) {
            return count(window).unobserved();
        }
        return readings(window).isEmpty() ? List.of(name) : List.of();
    }

    private boolean isCounter() {
        return parts.stream().allMatch(part -> part.kind() == Kind.COUNTER)
                && !operation.equals(Optional.of(Operation.RATIO));
    }

    /** All samples in the window as one series in order of time; of a difference of counters, what is taken away is below 0. */
    Track pooled(Window window) {
        List<Track> tracks = isCounter() ? increments(window) : tracks(window);
        record Timed(long at, double value) {}
        List<Timed> all = tracks.stream()
                .flatMap(track ->
                        IntStream.range(0, track.size()).mapToObj(i -> new Timed(track.times()[i], track.values()[i])))
                .sorted(Comparator.comparingLong(Timed::at))
                .toList();
        return new Track(
                all.stream().mapToLong(Timed::at).toArray(),
                all.stream().mapToDouble(Timed::value).toArray());
    }

    private List<Track> increments(Window window) {
        var tracks = new ArrayList<Track>();
        for (int i = 0; i < parts.size(); i++) {
            int sign = isSubtracted(i) ? -1 : 1;
            for (SeriesKey series : parts.get(i).series()) {
                Track track = track(series, Kind.COUNTER, window);
                double[] signed =
                        Arrays.stream(track.values()).map(value -> sign * value).toArray();
                tracks.add(new Track(track.times(), signed));
            }
        }
        return tracks;
    }

    private boolean isSubtracted(int part) {
        return part > 0 && operation.equals(Optional.of(Operation.DIFFERENCE));
    }

    /** What the window takes, series by series; a derived metric is one series. Those without a sample are left out. */
    List<Readings> readings(Window window) {
        List<Readings> readings = operation.isPresent()
                ? List.of(digests.of(name, combined(window), window))
                : parts.getFirst().series().stream()
                        .map(series -> digests.of(series, parts.getFirst().kind(), window))
                        .toList();
        return readings.stream().filter(each -> !each.isEmpty()).toList();
    }

    /** As {@link #readings}, by their course: of a window of an hour and more condensed, of a shorter one as they are. */
    List<Cells> cells(Window window) {
        return window.spans().length().compareTo(CONDENSED_FROM) < 0
                ? tracks(window).stream()
                        .map(track -> Cells.single(track.times(), track.values()))
                        .toList()
                : readings(window).stream().map(Readings::cells).toList();
    }

    /** The samples in the window, series by series; a derived metric is one series. Those without a sample are left out. */
    List<Track> tracks(Window window) {
        List<Track> tracks = operation.isPresent()
                ? List.of(combined(window))
                : parts.getFirst().series().stream()
                        .map(series -> track(series, parts.getFirst().kind(), window))
                        .toList();
        return tracks.stream().filter(track -> track.size() > 0).toList();
    }

    private Track combined(Window window) {
        List<List<Track>> tracksOfParts = parts.stream()
                .map(part -> part.series().stream()
                        .map(series -> track(series, part.kind(), window))
                        .toList())
                .toList();
        return new Combined(operation.orElseThrow(), tracksOfParts).track();
    }

    private Track track(SeriesKey series, Kind kind, Window window) {
        var samples = new Growing();
        if (kind == Kind.DURATION) {
            evidence.scan(series, window.run(), (ended, millis) -> {
                if (window.takesOperation(ended - Math.round(millis), ended)) {
                    samples.add(ended, millis);
                }
            });
        } else {
            window.spans()
                    .hull()
                    .ifPresent(hull -> evidence.scan(series, hull, (at, value) -> {
                        if (window.spans().contains(at)) {
                            samples.add(at, value);
                        }
                    }));
        }
        return samples.track();
    }

    /** Two columns that grow. */
    static final class Growing {
        private long[] times = new long[64];
        private double[] values = new double[64];
        private int size;

        void add(long at, double value) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = at;
            values[size++] = value;
        }

        Track track() {
            return new Track(Arrays.copyOf(times, size), Arrays.copyOf(values, size));
        }
    }
}
