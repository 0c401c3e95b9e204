package io.burnin.server.report;

import io.burnin.metric.Kind;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.plan.Condition;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Yellow;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Statistic;
import io.burnin.server.measure.Downsample;
import io.burnin.server.report.RunReport.Chart;
import io.burnin.server.report.RunReport.Limit;
import io.burnin.server.report.RunReport.Stroke;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The dashboard of a plan as charts. A gauge is drawn as it was read, an operation as a dot, a counter as what it had counted by
 * then; a ratio as what it came to by then, as it is judged.
 */
final class Charts {

    private static final int POINTS = 600;

    private final Plan plan;
    private final Evidence evidence;
    private final Verdict verdict;
    private final MetricCatalogue catalogue;
    private final Span span;

    Charts(Plan plan, Evidence evidence, Verdict verdict) {
        this.plan = plan;
        this.evidence = evidence;
        this.verdict = verdict;
        this.catalogue = MetricCatalogue.of(plan);
        this.span = new Span(evidence.run().from(), evidence.run().to().plusMillis(1));
    }

    List<Chart> dashboard() {
        return plan.dashboard().stream().flatMap(entry -> chart(entry).stream()).toList();
    }

    private Optional<Chart> chart(String entry) {
        return criterion(entry)
                .map(this::ofCriterion)
                .or(() -> catalogue.find(entry).map(definition -> ofMetric(entry)));
    }

    private Optional<Criterion> criterion(String path) {
        return criteria().filter(criterion -> criterion.path().equals(path)).findFirst();
    }

    private Stream<Criterion> criteria() {
        return Stream.concat(
                plan.criteria().stream(), plan.tests().values().stream().flatMap(test -> test.criteria().stream()));
    }

    private Chart ofCriterion(Criterion criterion) {
        if (criterion.statistic() == Statistic.RATIO) {
            return new Chart(
                    criterion.title(),
                    Unit.PERCENT.symbol(),
                    Chart.Shape.STEP,
                    List.of(ratio(criterion)),
                    limits(criterion));
        }
        Chart chart = ofMetric(criterion.of());
        return new Chart(criterion.title(), chart.unit(), chart.shape(), chart.strokes(), limits(criterion));
    }

    private Chart ofMetric(String metric) {
        Kind kind = catalogue.find(parts(metric).getFirst()).orElseThrow().kind();
        Unit unit = catalogue.find(parts(metric).getFirst()).orElseThrow().unit();
        Chart.Shape shape = switch (kind) {
            case COUNTER -> Chart.Shape.STEP;
            case DURATION -> Chart.Shape.DOTS;
            case GAUGE, STATE -> Chart.Shape.LINE;
        };
        return new Chart(metric, unit.symbol(), shape, strokes(metric, kind), limitsOf(metric, kind));
    }

    /** An emitted metric is its own only part. */
    private List<String> parts(String metric) {
        return plan.metrics().containsKey(metric) ? plan.metrics().get(metric).of() : List.of(metric);
    }

    private List<Stroke> strokes(String metric, Kind kind) {
        var strokes = new ArrayList<Stroke>();
        for (String part : parts(metric)) {
            for (SeriesKey series : evidence.series(part)) {
                var kept = new Downsample(span, POINTS);
                var total = new double[1];
                evidence.scan(series, span, (at, value) -> {
                    total[0] += value;
                    kept.sample(at, kind == Kind.COUNTER ? total[0] : value);
                });
                strokes.add(stroke(label(metric, series), kept));
            }
        }
        return strokes;
    }

    private static String label(String metric, SeriesKey series) {
        String labels = String.join(
                ", ",
                series.labels().entrySet().stream()
                        .map(label -> label.getKey() + " " + label.getValue())
                        .toList());
        if (!series.metric().equals(metric)) {
            return labels.isEmpty() ? series.metric() : series.metric() + ", " + labels;
        }
        return labels.isEmpty() ? metric : labels;
    }

    private static Stroke stroke(String label, Downsample kept) {
        Downsample.Points points = kept.points();
        return new Stroke(label, points.times(), points.values());
    }

    /** What the ratio came to by each increment of either side. */
    private Stroke ratio(Criterion criterion) {
        Map<Long, double[]> increments = new TreeMap<>();
        collect(increments, criterion.of(), 0);
        criterion.per().ifPresent(per -> collect(increments, per, 1));
        var kept = new Downsample(span, POINTS);
        double[] sums = new double[2];
        increments.forEach((at, both) -> {
            sums[0] += both[0];
            sums[1] += both[1];
            if (sums[1] > 0) {
                kept.sample(at, 100 * sums[0] / sums[1]);
            }
        });
        return stroke(criterion.title(), kept);
    }

    private void collect(Map<Long, double[]> increments, String metric, int side) {
        for (String part : parts(metric)) {
            for (SeriesKey series : evidence.series(part)) {
                evidence.scan(series, span, (at, value) -> {
                    if (value != 0) {
                        increments.computeIfAbsent(at, time -> new double[2])[side] += value;
                    }
                });
            }
        }
    }

    /** Limits of criteria that judge single values of the metric, not its growth or its sum. */
    private List<Limit> limitsOf(String metric, Kind kind) {
        if (kind == Kind.COUNTER) {
            return List.of();
        }
        var limits = new LinkedHashMap<Double, Limit>();
        criteria()
                .filter(criterion -> criterion.of().equals(metric))
                .filter(criterion -> switch (criterion.statistic()) {
                    case P50, P75, P90, P95, P99, P999, MEAN, MIN, MAX, LAST -> true;
                    case RATIO, INCREASE, RATE, COUNT, GROWTH, TREND, AVAILABILITY, RECOVERY -> false;
                })
                .flatMap(criterion -> limits(criterion).stream())
                .forEach(limit -> limits.putIfAbsent(limit.value(), limit));
        return List.copyOf(limits.values());
    }

    private List<Limit> limits(Criterion criterion) {
        Criterion compared = compared(criterion);
        var limits = new ArrayList<Limit>(limits(compared, compared.green(), Light.GREEN));
        if (compared.yellow().orElse(new Yellow.Any()) instanceof Yellow.When(Condition condition)) {
            limits.addAll(limits(compared, condition, Light.YELLOW));
        }
        return limits;
    }

    /** With limits counted from the baseline that the verdict found. */
    private Criterion compared(Criterion criterion) {
        return verdict.checks().stream()
                .filter(check -> check.criterion().equals(criterion.path()))
                .flatMap(check -> check.baseline().stream())
                .findFirst()
                .map(with -> criterion.against(with.value(), with.unit()))
                .orElse(criterion);
    }

    private static List<Limit> limits(Criterion criterion, Condition condition, Light light) {
        String label =
                "%s %s %s".formatted(criterion.statistic().word(), light.name().toLowerCase(Locale.ROOT), condition);
        return condition.storedLimits().stream()
                .map(limit -> new Limit(label, limit, light))
                .toList();
    }
}
