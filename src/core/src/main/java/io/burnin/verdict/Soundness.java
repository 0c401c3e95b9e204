package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Totals;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.verdict.Observed.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what is stored of a metric can be true. A comparison with a number that cannot be says nothing about the target, so
 * nothing green is made of it, wherever in the run it stands.
 */
final class Soundness {

    /** Above it a double no longer tells a whole number from the next. */
    private static final double MOST_EVENTS = 1L << 53;

    /** Times are rounded to milliseconds, and a reading is timed when it ends. */
    private static final double ROUNDING_MILLIS = 1_000;

    private final Plan plan;
    private final Evidence evidence;
    private final Digests digests;
    private final Map<SeriesKey, Optional<Doubt>> known = new HashMap<>();

    Soundness(Plan plan, Evidence evidence, Digests digests) {
        this.plan = plan;
        this.evidence = evidence;
        this.digests = digests;
    }

    /**
     * Why it cannot be true.
     *
     * @param countable whether it can be computed with all the same: a counter that fell has still counted what it counted
     */
    record Doubt(String reason, boolean countable) {}

    /** Of the first series that cannot be true; empty if all can. */
    Optional<Doubt> doubt(Observed observed, Window window) {
        return observed.parts().stream()
                .flatMap(part -> part.series().stream()
                        .flatMap(series -> known.computeIfAbsent(series, key -> doubt(part, key, window)).stream()))
                .findFirst();
    }

    private Optional<Doubt> doubt(Part part, SeriesKey series, Window window) {
        Totals totals = digests.of(series, window.run()).totals();
        Optional<Doubt> ofValues = totals.count() == 0 ? Optional.empty() : ofValues(part, series, totals, window);
        return ofValues.or(() -> evidence.lastBefore(series, window.run().from())
                .map(early ->
                        new Doubt("%s was measured at %s, before the run began".formatted(series, early.at()), true)));
    }

    private Optional<Doubt> ofValues(Part part, SeriesKey series, Totals totals, Window window) {
        if (!Double.isFinite(totals.sum()) || !Double.isFinite(totals.min()) || !Double.isFinite(totals.max())) {
            return Optional.of(new Doubt(
                    "%s holds what is no finite number, or numbers too large to be added".formatted(series), false));
        }
        return switch (part.kind()) {
            case COUNTER -> ofCounter(series, totals);
            case DURATION -> ofDuration(series, totals, window);
            case GAUGE -> ofGauge(part, series, totals);
            case STATE -> Optional.empty();
        };
    }

    private static Optional<Doubt> ofCounter(SeriesKey series, Totals totals) {
        if (Math.max(totals.sum(), totals.max()) > MOST_EVENTS) {
            return Optional.of(
                    new Doubt("%s counts %s, more than can be counted".formatted(series, format(totals.sum())), false));
        }
        return totals.min() < 0
                ? Optional.of(new Doubt(
                        "%s fell by %s at once, and a counter never falls".formatted(series, format(-totals.min())),
                        true))
                : Optional.empty();
    }

    private Optional<Doubt> ofDuration(SeriesKey series, Totals totals, Window window) {
        if (totals.min() < 0) {
            return Optional.of(new Doubt("%s took %s ms, less than no time".formatted(series, totals.min()), false));
        }
        double longest = window.run().length().toMillis() + ROUNDING_MILLIS;
        return totals.max() > longest && !isToldByTarget(series)
                ? Optional.of(
                        new Doubt("%s took %s ms, longer than the run so far".formatted(series, totals.max()), false))
                : Optional.empty();
    }

    private Optional<Doubt> ofGauge(Part part, SeriesKey series, Totals totals) {
        return totals.min() < 0 && !isToldByTarget(series)
                ? Optional.of(new Doubt(
                        "%s was %s, less than nothing".formatted(series, format(totals.min(), part.unit())), false))
                : Optional.empty();
    }

    /** A number out of a text of the target may be any; what Burnin counts and times itself may not. */
    private boolean isToldByTarget(SeriesKey series) {
        String owner = MetricCatalogue.ownerOf(series.metric());
        return switch (plan.probes().get(owner)) {
            case Probe.Log log -> true;
            case Probe.Json json -> true;
            case Probe.Jsonl jsonl -> true;
            case Probe.Http http -> http.take().containsKey(MetricCatalogue.quantityOf(series.metric()));
            case Probe.Agree agree -> false;
            case Probe.Files files -> false;
            case Probe.Process process -> false;
            case Probe.Ready ready -> false;
            case Probe.Ledger ledger -> false;
            case Probe.Pairs pairs -> false;
            case null -> false;
        };
    }
}
