package io.burnin.verdict;

import io.burnin.plan.Criterion.Across;
import io.burnin.plan.Plan.DerivedMetric.Operation;
import io.burnin.verdict.Observed.Growing;
import io.burnin.verdict.Observed.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gauges put together: at each reading of any part the last known readings of all, once every part has one.
 *
 * @param across how several series of one part are taken
 */
record Combined(Operation operation, Across across, List<List<Track>> parts) {

    private record Reading(long at, int part, int series, double value) {}

    Track track() {
        double[][] known = parts.stream()
                .map(series -> {
                    double[] unknown = new double[series.size()];
                    Arrays.fill(unknown, Double.NaN);
                    return unknown;
                })
                .toArray(double[][]::new);
        var combined = new Growing();
        for (Reading reading : readings()) {
            known[reading.part()][reading.series()] = reading.value();
            double value = value(known);
            if (Double.isFinite(value)) {
                combined.add(reading.at(), value);
            }
        }
        return combined.track();
    }

    private List<Reading> readings() {
        var all = new ArrayList<Reading>();
        for (int part = 0; part < parts.size(); part++) {
            for (int series = 0; series < parts.get(part).size(); series++) {
                Track track = parts.get(part).get(series);
                for (int i = 0; i < track.size(); i++) {
                    all.add(new Reading(track.times()[i], part, series, track.values()[i]));
                }
            }
        }
        all.sort(Comparator.comparingLong(Reading::at));
        return all;
    }

    /** Not a number while a part has not been read, or where a ratio has nothing to divide by. */
    private double value(double[][] known) {
        double[] levels = Arrays.stream(known).mapToDouble(this::ofKnown).toArray();
        if (Arrays.stream(levels).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        return switch (operation) {
            case SUM -> Arrays.stream(levels).sum();
            case DIFFERENCE -> levels[0] - Arrays.stream(levels).skip(1).sum();
            case RATIO -> 100 * levels[0] / levels[1];
            case MAX -> Arrays.stream(levels).max().orElse(Double.NaN);
            case MIN -> Arrays.stream(levels).min().orElse(Double.NaN);
        };
    }

    private double ofKnown(double[] series) {
        double[] known =
                Arrays.stream(series).filter(value -> !Double.isNaN(value)).toArray();
        if (known.length == 0) {
            return Double.NaN;
        }
        return switch (across) {
            case SUM -> Arrays.stream(known).sum();
            case MAX -> Arrays.stream(known).max().orElseThrow();
        };
    }
}
