package io.burnin.metric;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Events that happen on their own, each at any time: {@code events} of them were seen. Limits are for the expected number. */
public record PoissonCount(long events) {

    private static final String METHOD = "exact Poisson";

    public PoissonCount {
        if (events < 0) {
            throw new IllegalArgumentException("%d events".formatted(events));
        }
    }

    /** Both limits together hold with that confidence, whatever is seen: half of the doubt is on each side. */
    public Interval interval(double confidence) {
        double side = (1 + confidence) / 2;
        return new Interval(lower(side), upper(side), confidence, METHOD);
    }

    /** With that confidence at most so many are to be expected when the same is done again. */
    public double upper(double confidence) {
        return ChiSquaredDistribution.of(2.0 * events + 2).inverseCumulativeProbability(confidence) / 2;
    }

    /** With that confidence at least so many are to be expected when the same is done again. */
    public double lower(double confidence) {
        return events == 0
                ? 0
                : ChiSquaredDistribution.of(2.0 * events).inverseCumulativeProbability(1 - confidence) / 2;
    }

    /** Over how many units (trials, seconds) these events show that there are fewer than {@code limit} per unit. */
    public long unitsToProveBelow(double limit, double confidence) {
        return (long) Math.floor(upper(confidence) / limit) + 1;
    }
}
