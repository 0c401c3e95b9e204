package io.burnin.metric;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** A share of independent trials: {@code hits} of {@code trials}. Limits are exact (Clopper and Pearson), so never too narrow. */
public record Proportion(long hits, long trials) {

    private static final String METHOD = "Clopper-Pearson";

    public Proportion {
        if (hits < 0 || hits > trials || trials == 0) {
            throw new IllegalArgumentException("%d of %d trials".formatted(hits, trials));
        }
    }

    /** As a share between 0 and 1. */
    public double share() {
        return (double) hits / trials;
    }

    /** Both limits together hold with that confidence, whatever is seen: half of the doubt is on each side. */
    public Interval interval(double confidence) {
        double side = (1 + confidence) / 2;
        return new Interval(lower(side), upper(side), confidence, METHOD);
    }

    /** With that confidence the true share is at most this. */
    public double upper(double confidence) {
        return hits == trials
                ? 1
                : BetaDistribution.of(hits + 1.0, trials - hits).inverseCumulativeProbability(confidence);
    }

    /** With that confidence the true share is at least this. */
    public double lower(double confidence) {
        return hits == 0
                ? 0
                : BetaDistribution.of(hits, trials - hits + 1.0).inverseCumulativeProbability(1 - confidence);
    }

    /** How many trials with these hits would show that the true share is below a limit between 0 and 1. */
    public long trialsToProveBelow(double limit, double confidence) {
        return Least.where(hits + 1, n -> new Proportion(hits, n).upper(confidence) < limit);
    }
}
