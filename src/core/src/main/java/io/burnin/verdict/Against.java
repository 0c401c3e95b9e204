package io.burnin.verdict;

import io.burnin.metric.Unit;
import io.burnin.plan.BaselineChoice;
import io.burnin.plan.Criterion;
import io.burnin.verdict.Baseline.Earlier;
import io.burnin.verdict.ComparedWith.BaselineRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a value is compared with: the numbers of the plan, or what a baseline came to. */
sealed interface Against {

    /** With limits that are known. */
    Criterion criterion();

    /** As the plan has it. */
    record Numbers(Criterion criterion) implements Against {}

    record Known(Criterion criterion, ComparedWith with) implements Against {}

    /**
     * Nothing, since there is no baseline.
     *
     * @param criterion by which every value is green
     * @param written as the plan has it
     */
    record Unknown(Criterion criterion, Criterion written, String why) implements Against {}

    /**
     * @param criterion narrowed to one value of a label, if it has {@code each}
     * @param measured what the plan's criterion measures
     * @param path of the check
     */
    static Against of(Criterion criterion, String measured, String path, Evidence evidence) {
        if (!criterion.isRelative()) {
            return new Numbers(criterion);
        }
        if (criterion.baseline().isEmpty()) {
            return new Unknown(criterion.open(), criterion, "the plan does not say with which runs it compares");
        }
        BaselineChoice choice = criterion.baseline().get();
        Baseline baseline = evidence.baseline(choice);
        var found = new ArrayList<Found>();
        for (Earlier run : baseline.runs()) {
            run.reading(path, measured)
                    .ifPresent(reading -> found.add(new Found(run, reading.value(), reading.unit())));
        }
        List<Found> counted = found.stream().limit(choice.needed()).toList();
        return whyNot(choice, baseline, counted)
                .<Against>map(why -> new Unknown(criterion.open(), criterion, why))
                .orElseGet(() -> known(criterion, choice, counted));
    }

    /** A value that the criterion had in a run. */
    record Found(Earlier run, double value, Unit unit) {}

    private static Optional<String> whyNot(BaselineChoice choice, Baseline baseline, List<Found> found) {
        if (baseline.runs().isEmpty()) {
            return Optional.of(baseline.missing());
        }
        if (found.size() < choice.needed()) {
            String newest = baseline.runs().getFirst().name();
            return Optional.of(
                    choice.needed() == 1
                            ? "%s has no value of it to compare with".formatted(newest)
                            : "%s takes %d runs with a value of it, and of those before this one %d have"
                                    .formatted(choice, choice.needed(), found.size()));
        }
        boolean oneUnit = found.stream().map(Found::unit).distinct().count() == 1;
        return oneUnit ? Optional.empty() : Optional.of("the runs of %s measured in different units".formatted(choice));
    }

    private static Against known(Criterion criterion, BaselineChoice choice, List<Found> found) {
        double[] sorted = found.stream().mapToDouble(Found::value).sorted().toArray();
        int middle = sorted.length / 2;
        double value = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        Unit unit = found.getFirst().unit();
        List<BaselineRun> sources = found.stream()
                .map(each -> new BaselineRun(each.run().id(), each.run().name(), each.value()))
                .toList();
        return new Known(criterion.against(value, unit), new ComparedWith(choice.toString(), value, unit, sources));
    }
}
