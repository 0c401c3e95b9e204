package io.burnin.acceptance.bench;

import java.util.List;

/** The least, the middle and the greatest of several measurements. */
record Spread(double min, double median, double max) {

    static Spread of(List<Double> measured) {
        List<Double> sorted = measured.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }
}
