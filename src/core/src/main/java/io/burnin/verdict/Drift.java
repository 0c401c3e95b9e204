package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;

import io.burnin.metric.Direction;
import io.burnin.metric.Interval;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Trend;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.verdict.Estimate.Insufficient;
import io.burnin.verdict.Estimate.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a gauge grows. Looked at is the longest undisturbed incarnation: no fault, no gap and no new process within it, since
 * each of them moves the level for a reason of its own.
 */
record Drift(Evidence evidence, Digests digests) {

    /** Fewer samples than that make fifths of which a single reading decides. */
    static final int FEWEST = 25;

    private static final int FIFTHS = 5;

    /** Percent from the median of the second fifth, when warm-up is over, to that of the last. */
    Estimate growth(Observed observed, Window window) {
        Cells track = longestUndisturbed(observed, window);
        if (track.size() == 0) {
            return Estimates.nothing(observed.name());
        }
        if (track.size() < FEWEST) {
            return tooFew(observed, track);
        }
        double early = fifth(track, 1);
        double late = fifth(track, FIFTHS - 1);
        if (early == 0 && late != 0) {
            return new Insufficient(
                    "%s starts at 0: growth from nothing has no percentage".formatted(observed.name()), track.size());
        }
        double growth = early == 0 ? 0 : Growth.percent(early, late);
        return Value.plain(
                growth,
                Unit.PERCENT,
                track.samples(),
                "%s went from %s to %s in %s undisturbed samples: %s"
                        .formatted(
                                observed.name(),
                                format(early, observed.unit()),
                                format(late, observed.unit()),
                                format(track.samples()),
                                format(growth, Unit.PERCENT)));
    }

    /**
     * Per hour: in percent of the median where the limit is a percentage, else in the metric's unit. A slope beyond the limit
     * that cannot be told from noise is no reason against the target, and none for it.
     */
    Estimate trend(Criterion criterion, Observed observed, Window window) {
        Cells track = longestUndisturbed(observed, window);
        if (track.size() == 0) {
            return Estimates.nothing(observed.name());
        }
        if (track.size() < FEWEST) {
            return tooFew(observed, track);
        }
        return Trend.of(track.times(), track.medians())
                .map(trend -> trend(criterion, observed, track, trend))
                .orElseGet(() -> new Insufficient(
                        "the readings of %s are too far apart for a trend".formatted(observed.name()), track.size()));
    }

    private static Estimate trend(Criterion criterion, Observed observed, Cells track, Trend trend) {
        boolean relative = criterion.green().unit().dimension() == Unit.Dimension.GROWTH;
        if (relative && trend.level() == 0) {
            return new Insufficient(
                    "%s is 0 in the middle: growth of nothing has no percentage".formatted(observed.name()),
                    track.size());
        }
        Bands bands = Bands.of(criterion);
        Trend.Outcome outcome = trend.outcome(better(bands));
        double factor = relative ? 100 / Math.abs(trend.level()) : 1;
        Unit unit = relative ? Unit.PERCENT_PER_HOUR : observed.unit();
        double value = trend.perHour() * factor;
        boolean confirmed = outcome == Trend.Outcome.LEAK || outcome == Trend.Outcome.SMALL;
        boolean steadyIsGreen = bands.green().holds(0);
        Interval shown = trend.interval(Estimates.CONFIDENCE).times(factor);
        String slope = "%s changes by %s%s in %s undisturbed samples"
                .formatted(observed.name(), format(value, unit), relative ? "" : " an hour", format(track.size()));
        if (!confirmed && steadyIsGreen && bands.of(value) != Light.GREEN) {
            return new Insufficient(
                    "%s, and that may be noise (95 %%: %s to %s): inconclusive, a longer run would tell"
                            .formatted(slope, format(shown.low(), unit), format(shown.high(), unit)),
                    track.size());
        }
        return new Value(
                value,
                unit,
                track.size(),
                Optional.of(shown),
                Optional.of(new Interval(
                                trend.lower(Estimates.CONFIDENCE),
                                trend.upper(Estimates.CONFIDENCE),
                                Estimates.CONFIDENCE,
                                shown.method())
                        .times(factor)),
                "%s (%s)".formatted(slope, inWords(outcome, trend)),
                Optional.of("a longer undisturbed stretch"),
                false);
    }

    private static Direction better(Bands bands) {
        return bands.isUpperLimit() ? Direction.LOWER : bands.isLowerLimit() ? Direction.HIGHER : Direction.NEITHER;
    }

    private static String inWords(Trend.Outcome outcome, Trend trend) {
        String weekly = Double.isInfinite(trend.projection())
                ? "from nothing"
                : format(100 * trend.projection(), Unit.PERCENT) + " in a week";
        return switch (outcome) {
            case LEAK -> "a leak: %s".formatted(weekly);
            case SMALL -> "a drift too small to matter: %s".formatted(weekly);
            case INCONCLUSIVE -> "whether it drifts is inconclusive, a longer run would tell";
            case NONE -> "no drift that differs from noise";
        };
    }

    private static Insufficient tooFew(Observed observed, Cells track) {
        return new Insufficient(
                "%d undisturbed samples of %s in a row, %d are needed".formatted(track.size(), observed.name(), FEWEST),
                track.size());
    }

    private static double fifth(Cells track, int number) {
        int from = track.size() * number / FIFTHS;
        int to = track.size() * (number + 1) / FIFTHS;
        return Trend.medianOf(Arrays.copyOfRange(track.medians(), from, to));
    }

    private Cells longestUndisturbed(Observed observed, Window window) {
        String probe = observed.parts().getFirst().metric().split("\\.", 2)[0];
        var cut = new ArrayList<>(evidence.faults());
        cut.addAll(evidence.gaps());
        evidence.absences().stream()
                .filter(absence -> absence.probe().equals(probe))
                .map(Evidence.Absence::span)
                .forEach(cut::add);
        List<Span> stretches = window.spans().without(Spans.of(cut)).splitAt(incarnations(probe, window));
        return observed.cells(window).stream()
                .flatMap(track -> stretches.stream().map(stretch -> part(track, stretch)))
                .max(Comparator.comparingInt(Cells::size))
                .orElse(Cells.NONE);
    }

    /** When the processes behind a process probe became the service's root. */
    private List<Instant> incarnations(String probe, Window window) {
        var births = new ArrayList<Instant>();
        evidence.series(probe + ".incarnations")
                .forEach(series -> digests.scanWhere(series, window.run(), totals -> totals.sum() > 0, (at, born) -> {
                    if (born > 0) {
                        births.add(Instant.ofEpochMilli(at));
                    }
                }));
        return births;
    }

    private static Cells part(Cells track, Span stretch) {
        int from = firstAtOrAfter(track, stretch.from());
        int to = firstAtOrAfter(track, stretch.to());
        return track.slice(from, to);
    }

    private static int firstAtOrAfter(Cells track, Instant at) {
        long millis = at.toEpochMilli();
        int low = 0;
        int high = track.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (track.times()[middle] < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
