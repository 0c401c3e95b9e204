package io.burnin.metric;

import java.util.Arrays;

/** How much values that follow each other at equal distances resemble each other. */
final class Autocorrelation {

    private final double[] deviations;
    private final double variance;

    Autocorrelation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        deviations = Arrays.stream(values).map(value -> value - mean).toArray();
        variance = Arrays.stream(deviations).map(each -> each * each).sum();
    }

    /** Between -1 and 1, of values that are so many steps apart; 0 where all are equal. */
    double at(int lag) {
        if (variance == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = lag; i < deviations.length; i++) {
            sum += deviations[i] * deviations[i - lag];
        }
        return sum / variance;
    }

    /**
     * How many values in a row say as much as a single independent one: 1 + 2 × the sum of the autocorrelations, taken in pairs
     * until the first pair that is not positive, behind which there is only noise (Geyer, Practical Markov Chain Monte Carlo,
     * Statistical Science 7, 1992). At least 1.
     */
    double time() {
        double sum = 0;
        for (int lag = 1; lag + 1 < deviations.length; lag += 2) {
            double pair = at(lag) + at(lag + 1);
            if (pair <= 0) {
                break;
            }
            sum += pair;
        }
        return 1 + 2 * sum;
    }
}
