package io.burnin.plan;

import io.burnin.plan.Plan.DerivedMetric;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which values a statistic of a metric can have, in the stored unit.
 *
 * @param whole whether it counts, so that nothing lies between two numbers
 */
record Values(boolean whole, double least, double most) {

    private static final double ALL = 100;

    static Values of(Plan plan, Statistic statistic, String metric) {
        boolean isDifference = Optional.ofNullable(plan.metrics().get(metric))
                .filter(derived -> derived.operation() == DerivedMetric.Operation.DIFFERENCE)
                .isPresent();
        return switch (statistic) {
            case GROWTH, TREND -> new Values(false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            case AVAILABILITY -> new Values(false, 0, ALL);
            case COUNT -> new Values(true, 0, Double.POSITIVE_INFINITY);
            case INCREASE -> upFrom(isDifference, true);
            case RATIO, RATE -> upFrom(isDifference, false);
            case RECOVERY -> upFrom(false, false);
            case P50, P75, P90, P95, P99, P999, MEAN, MIN, MAX, LAST -> {
                if (isFlag(plan, metric)) {
                    yield new Values(statistic != Statistic.MEAN, 0, 1);
                }
                yield upFrom(isDifference || parts(plan, metric).anyMatch(part -> isSaid(plan, part)), false);
            }
        };
    }

    private static Values upFrom(boolean sinks, boolean whole) {
        return new Values(whole, sinks ? Double.NEGATIVE_INFINITY : 0, Double.POSITIVE_INFINITY);
    }

    private static Stream<String> parts(Plan plan, String metric) {
        DerivedMetric derived = plan.metrics().get(metric);
        return derived == null ? Stream.of(metric) : derived.of().stream();
    }

    /** Whether it is a number that the target says, in a file, a line or an answer: that may be any. */
    private static boolean isSaid(Plan plan, String metric) {
        Probe probe = plan.probes().get(ownerOf(metric));
        return probe instanceof Probe.Json
                || probe instanceof Probe.Jsonl
                || probe instanceof Probe.Log
                || probe instanceof Probe.Http(var options, var request, var take)
                        && take.containsKey(quantityOf(metric));
    }

    /** Whether it is 1 or 0. */
    private static boolean isFlag(Plan plan, String metric) {
        Probe probe = plan.probes().get(ownerOf(metric));
        String quantity = quantityOf(metric);
        return probe instanceof Probe.Ready
                || probe instanceof Probe.Process && quantity.equals("up")
                || probe instanceof Probe.Http(var options, var request, var take)
                        && quantity.equals("ok")
                        && !take.containsKey("ok");
    }

    private static String ownerOf(String metric) {
        return metric.substring(0, Math.max(0, metric.indexOf('.')));
    }

    private static String quantityOf(String metric) {
        return metric.substring(metric.indexOf('.') + 1);
    }

    /** One value at least of each stretch that the limits cut all values into, rising. */
    List<Double> around(Collection<Double> limits) {
        var cuts = new TreeSet<>(limits);
        cuts.removeIf(cut -> cut < least || cut > most);
        if (Double.isFinite(least)) {
            cuts.add(least);
        }
        if (Double.isFinite(most)) {
            cuts.add(most);
        }
        if (cuts.isEmpty()) {
            cuts.add(0.0);
        }
        var values = new TreeSet<Double>();
        for (double cut : cuts) {
            Double next = cuts.higher(cut);
            values.addAll(
                    whole
                            ? List.of(Math.floor(cut) - 1, Math.floor(cut), Math.ceil(cut), Math.ceil(cut) + 1)
                            : List.of(cut, next == null ? cut : (cut + next) / 2));
        }
        if (!whole) {
            values.add(cuts.first() - 1);
            values.add(cuts.last() + 1);
        }
        values.removeIf(value -> value < least || value > most);
        return List.copyOf(values);
    }

    /** Whether any of them keeps the condition. */
    boolean canKeep(Condition condition) {
        return around(condition.storedLimits()).stream().anyMatch(condition::holds);
    }
}
