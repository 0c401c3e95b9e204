package io.burnin.metric;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Wald's sequential probability ratio test of a share of trials that may be looked at after each of them. It only rejects: that
 * nothing was rejected is no reason to stop.
 *
 * @param acceptable the greatest share that is fine, above 0
 * @param unacceptable the least share that is to be found, above {@code acceptable} and below 1
 * @param error how often at most a share that is fine is rejected, and one that is not, in the long run accepted
 */
public record SequentialTest(double acceptable, double unacceptable, double error) {

    public SequentialTest {
        if (!(0 < acceptable && acceptable < unacceptable && unacceptable < 1)) {
            throw new IllegalArgumentException(
                    "a test between the shares %s and %s".formatted(acceptable, unacceptable));
        }
        if (!(0 < error && error < 0.5)) {
            throw new IllegalArgumentException("an error of %s is not between 0 and a half".formatted(error));
        }
    }

    /** The logarithm of how much more probable the seen is with the unacceptable than with the acceptable share. */
    public double logLikelihoodRatio(Proportion seen) {
        return seen.hits() * Math.log(unacceptable / acceptable)
                + (seen.trials() - seen.hits()) * Math.log((1 - unacceptable) / (1 - acceptable));
    }

    /**
     * Whether the share is not acceptable.
     *
     * @param dispersion of the hits, at least 1: that many that come together are one event and not so many
     */
    public boolean rejects(Proportion seen, double dispersion) {
        return logLikelihoodRatio(seen) / Math.max(1, dispersion) >= Math.log((1 - error) / error);
    }

    /**
     * How much more the hits vary from block to block than those of independent trials would: Pearson's χ² by its degrees of
     * freedom (McCullagh and Nelder, Generalized Linear Models, 4.5). About 1 where they are independent.
     *
     * @param hits in each block
     * @param trials in each block; hits of a block without trials belong to the one before it
     * @return empty where fewer than two blocks have trials, or nothing was hit
     */
    public static OptionalDouble dispersion(long[] hits, long[] trials) {
        double rate = (double) Arrays.stream(hits).sum() / Arrays.stream(trials).sum();
        double squares = 0;
        int blocks = 0;
        for (int i = 0; i < trials.length; ) {
            long tried = trials[i];
            long hit = hits[i];
            for (i++; i < trials.length && (trials[i] == 0 || tried == 0); i++) {
                tried += trials[i];
                hit += hits[i];
            }
            if (tried > 0) {
                double expected = tried * rate;
                squares += (hit - expected) * (hit - expected) / expected;
                blocks++;
            }
        }
        return blocks < 2 || !(rate > 0) ? OptionalDouble.empty() : OptionalDouble.of(squares / (blocks - 1));
    }
}
