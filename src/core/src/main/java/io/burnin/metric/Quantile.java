package io.burnin.metric;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A quantile of sorted values by nearest rank, so that it is always a value that was seen. Its limits are values that were seen,
 * too: they need no assumption on the distribution, only that the values are independent.
 *
 * @param share between 0 and 1, both excluded
 */
public record Quantile(double share) {

    public Quantile {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the quantile %s is not between 0 and 1".formatted(share));
        }
    }

    /** The rank of the quantile among {@code n} values, from 1. */
    public int rank(int n) {
        return Math.max(1, (int) Math.ceil(share * n - 1e-9));
    }

    /** @param sorted rising, not empty */
    public double of(double[] sorted) {
        return sorted[rank(sorted.length) - 1];
    }

    /** The least rank of {@code n} at or below which the true quantile lies with that confidence; none if there are too few. */
    public OptionalInt upperRank(int n, double confidence) {
        int rank = BinomialDistribution.of(n, share).inverseCumulativeProbability(confidence) + 1;
        return rank <= n ? OptionalInt.of(rank) : OptionalInt.empty();
    }

    /** The greatest rank of {@code n} at or above which the true quantile lies with that confidence; none if there are too few. */
    public OptionalInt lowerRank(int n, double confidence) {
        var binomial = BinomialDistribution.of(n, share);
        int hits = binomial.inverseCumulativeProbability(1 - confidence);
        int rank = binomial.cumulativeProbability(hits) > 1 - confidence ? hits : hits + 1;
        return rank >= 1 ? OptionalInt.of(rank) : OptionalInt.empty();
    }

    /** The fewest values whose greatest is an upper limit with that confidence: 59 for the 95th percentile and 95 %. */
    public long fewestValues(double confidence) {
        return (long) Math.ceil(Math.log(1 - confidence) / Math.log(share) - 1e-9);
    }
}
