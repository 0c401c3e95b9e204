package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Observed.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds out since when something is not green, and where it came from. That means reading the series once more, which is done at
 * the end of a run: until then the first example says since when.
 */
final class Trails {

    private static final int MOST_SHARES = 6;
    private static final int PARTS = 4;
    private static final double PERCENT = 100;

    private final Plan plan;
    private final Evidence evidence;
    private final Themes themes;
    private final Remedies remedies;

    Trails(Plan plan, Evidence evidence) {
        this.plan = plan;
        this.evidence = evidence;
        this.themes = new Themes(plan);
        this.remedies = new Remedies(plan);
    }

    /** Of a criterion that is not green. */
    Trail of(Criterion criterion, Observed observed, Window window, List<Exemplar> exemplars) {
        var seen = new Seen();
        var details = new ArrayList<String>();
        if (evidence.isComplete()) {
            follow(criterion, observed, window, seen, details);
        }
        // An example carries the time of what it shows, a count that of the reading.
        Optional<Instant> since = Stream.concat(
                        seen.first().stream(), exemplars.stream().map(Exemplar::at))
                .min(Comparator.naturalOrder());
        Duration lag = seen.firstOf()
                .or(() -> exemplars.stream()
                        .findFirst()
                        .map(exemplar -> exemplar.series().metric()))
                .map(this::lag)
                .orElse(Duration.ZERO);
        return new Trail(
                since,
                seen.last(),
                since.filter(at -> !lag.isZero()).map(at -> at.minus(lag)),
                details,
                themes.of(criterion),
                remedies.of(criterion));
    }

    /** What is counted only when its time is over began so long before. */
    private Duration lag(String metric) {
        String quantity = MetricCatalogue.quantityOf(metric);
        return switch (plan.probes().get(MetricCatalogue.ownerOf(metric))) {
            case Probe.Ledger ledger when quantity.equals("lost") -> ledger.lostAfter();
            case Probe.Pairs pairs when quantity.equals("lost") -> pairs.within();
            case Probe.Files files
            when quantity.equals("overdue") -> files.olderThan().orElse(Duration.ZERO);
            case null, default -> Duration.ZERO;
        };
    }

    private void follow(Criterion criterion, Observed observed, Window window, Seen seen, List<String> details) {
        switch (criterion.statistic()) {
            case INCREASE, RATIO -> {
                if (Bands.of(criterion).isUpperLimit() && observed.isSum()) {
                    counted(observed, window, seen);
                    shares(criterion, observed, window).ifPresent(details::add);
                }
            }
            case P50, P75, P90, P95, P99, P999, MEAN, MIN, MAX, LAST ->
                values(criterion, observed, window, seen).ifPresent(details::add);
            case GROWTH, TREND -> course(observed, window).ifPresent(details::add);
            case RATE, COUNT, AVAILABILITY, RECOVERY -> {}
        }
    }

    private void counted(Observed observed, Window window, Seen seen) {
        observed.parts().stream()
                .flatMap(part -> part.series().stream())
                .forEach(series -> window.spans()
                        .hull()
                        .ifPresent(hull -> evidence.scan(series, hull, (at, value) -> {
                            if (value > 0 && window.spans().contains(at)) {
                                seen.at(at, series.metric());
                            }
                        })));
    }

    /** {@code 17 burst.duplicated (watchdog-burst), 2 jobs.duplicated (core-resilience)}; nothing if that says no more than the name. */
    private Optional<String> shares(Criterion criterion, Observed observed, Window window) {
        record Share(SeriesKey series, double sum) {}
        List<Share> shares = observed.parts().stream()
                .flatMap(part -> part.series().stream())
                .map(series -> new Share(series, observed.sum(series, window)))
                .filter(share -> share.sum() > 0)
                .sorted(Comparator.comparingDouble(Share::sum)
                        .reversed()
                        .thenComparing(share -> share.series().toString()))
                .toList();
        boolean saysMore = shares.size() > 1
                || shares.stream()
                        .map(Share::series)
                        .anyMatch(series -> !series.metric().equals(criterion.of())
                                || !series.labels().equals(criterion.where()));
        if (!saysMore) {
            return Optional.empty();
        }
        String told = shares.stream()
                .limit(MOST_SHARES)
                .map(share -> format(share.sum()) + " " + name(share.series()))
                .collect(Collectors.joining(", "));
        int others = shares.size() - MOST_SHARES;
        return Optional.of(told + (others > 0 ? ", and %d more".formatted(others) : ""));
    }

    /** {@code jobs.duplicated (normal-load)} */
    private static String name(SeriesKey series) {
        return series.labels().isEmpty()
                ? series.metric()
                : "%s (%s)"
                        .formatted(
                                series.metric(),
                                String.join(", ", series.labels().values()));
    }

    /** Whether it grew all the time or at once. */
    private static Optional<String> course(Observed observed, Window window) {
        Track all = observed.pooled(window);
        if (all.size() < PARTS) {
            return Optional.empty();
        }
        return Optional.of(IntStream.range(0, PARTS)
                .mapToObj(part ->
                        Arrays.copyOfRange(all.values(), part * all.size() / PARTS, (part + 1) * all.size() / PARTS))
                .map(values -> format(median(values), observed.unit()))
                .collect(Collectors.joining(", ", "the medians of four parts, one after the other, are ", "")));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** {@code 21 of 210 were not below 500 ms (10 %); the median is 262 ms, the greatest 749 ms} */
    private static Optional<String> values(Criterion criterion, Observed observed, Window window, Seen seen) {
        List<Track> tracks = observed.tracks(window);
        int bad = 0;
        for (Track track : tracks) {
            for (int i = 0; i < track.size(); i++) {
                if (!criterion.green().holds(track.values()[i])) {
                    bad++;
                    seen.at(track.times()[i], criterion.of());
                }
            }
        }
        if (bad == 0) {
            return Optional.empty();
        }
        double[] sorted = tracks.stream()
                .flatMapToDouble(track -> Arrays.stream(track.values()))
                .sorted()
                .toArray();
        boolean lower = Bands.of(criterion).isLowerLimit();
        return Optional.of("%s of %s were not %s (%s); the median is %s, the %s %s"
                .formatted(
                        format(bad),
                        format(sorted.length),
                        criterion.green(),
                        format(PERCENT * bad / sorted.length, Unit.PERCENT),
                        format(median(sorted), observed.unit()),
                        lower ? "least" : "greatest",
                        format(lower ? sorted[0] : sorted[sorted.length - 1], observed.unit())));
    }

    /** The first and the last of some instants. */
    private static final class Seen {
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private String firstOf = "";

        void at(long millis, String metric) {
            if (millis < first) {
                first = millis;
                firstOf = metric;
            }
            last = Math.max(last, millis);
        }

        /** The metric that was seen first. */
        Optional<String> firstOf() {
            return first == Long.MAX_VALUE ? Optional.empty() : Optional.of(firstOf);
        }

        Optional<Instant> first() {
            return first == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
        }

        Optional<Instant> last() {
            return last == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
        }
    }
}
