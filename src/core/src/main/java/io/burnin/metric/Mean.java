package io.burnin.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The mean of values in order of time, with limits that allow for values which resemble their neighbours: a studentized block
 * bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 12.5; Künsch, Annals of Statistics 17, 1989). The values are
 * cut into blocks, 12 to 24, at least as long as they resemble each other where there are enough; what resemblance is left between
 * the blocks widens the limits.
 * The dice are always thrown alike: the same values have the same limits.
 */
public final class Mean {

    /** With fewer values there are no limits. */
    public static final int FEWEST = 12;

    private static final int MOST_BLOCKS = 24;

    /** Means of equal parts stand for more values than that, where resemblance is measured. */
    private static final int MOST_CELLS = 1_024;

    /** Beyond it the blocks would say next to nothing of the spread. */
    private static final double CLOSEST = 0.9;

    private static final int RESAMPLES = 999;
    private static final long SEED = 20_260_113;

    private final double value;
    private final double effective;
    private final Optional<Spread> spread;

    private Mean(double value, double effective, Optional<Spread> spread) {
        this.value = value;
        this.effective = effective;
        this.spread = spread;
    }

    /** @param ratios rising: in resamples, how many of its own standard errors the mean was off */
    private record Spread(double standardError, double[] ratios) {}

    /** @param values in order of time, at least one */
    public static Mean of(double[] values) {
        int[] ones = new int[values.length];
        Arrays.fill(ones, 1);
        return of(values, ones);
    }

    /**
     * @param values in order of time, at least one, each the mean of some
     * @param sizes of how many each is the mean
     */
    public static Mean of(double[] values, int[] sizes) {
        if (values.length == 0) {
            throw new IllegalArgumentException("the mean of no values");
        }
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * sizes[i];
            count += sizes[i];
        }
        double[] cells = means(values, Math.min(values.length, MOST_CELLS));
        double time = new Autocorrelation(cells).time();
        boolean allEqual = Arrays.stream(values).allMatch(each -> each == values[0]);
        return new Mean(
                sum / count,
                Math.max(1, cells.length / time),
                values.length < FEWEST || allEqual
                        ? Optional.empty()
                        : Optional.of(spread(values, cells.length, time)));
    }

    private static Spread spread(double[] values, int cells, double time) {
        int count = Math.clamp((long) (cells / time), FEWEST, MOST_BLOCKS);
        double[] blocks = means(values, count);
        double seen = new Autocorrelation(blocks).at(1);
        // Too low by (1 + 3ρ)/n on average (Kendall, Biometrika 41, 1954), and of few blocks known badly: three times
        // that.
        double rho = Math.clamp(seen + 3 * (1 + 3 * seen) / count, 0, CLOSEST);
        double standardError = standardError(blocks) * Math.sqrt((1 + rho) / (1 - rho));
        return new Spread(standardError, ratios(blocks));
    }

    /** Means of so many parts, as equal as can be. */
    private static double[] means(double[] values, int parts) {
        double[] means = new double[parts];
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) values.length * part / parts);
            int to = (int) ((long) values.length * (part + 1) / parts);
            means[part] = Arrays.stream(values, from, to).sum() / (to - from);
        }
        return means;
    }

    private static double[] ratios(double[] blocks) {
        var random = new SplittableRandom(SEED);
        double mean = Arrays.stream(blocks).sum() / blocks.length;
        double[] drawn = new double[blocks.length];
        double[] ratios = new double[RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double sum = 0;
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = blocks[random.nextInt(blocks.length)];
                sum += drawn[i];
            }
            double off = sum / drawn.length - mean;
            double error = standardError(drawn);
            ratios[resample] = off == 0 ? 0 : error == 0 ? Math.copySign(Double.MAX_VALUE, off) : off / error;
        }
        Arrays.sort(ratios);
        return ratios;
    }

    private static double standardError(double[] blocks) {
        double mean = Arrays.stream(blocks).sum() / blocks.length;
        double squares = 0;
        for (double block : blocks) {
            squares += (block - mean) * (block - mean);
        }
        return Math.sqrt(squares / (blocks.length - 1) / blocks.length);
    }

    public double value() {
        return value;
    }

    /** How many independent values would say as much: n / (1 + 2 × the sum of the autocorrelations). */
    public double effectiveValues() {
        return effective;
    }

    /** Both limits together hold with that confidence; none where the values are too few, or all equal. */
    public Optional<Interval> interval(double confidence) {
        return between((1 + confidence) / 2, confidence);
    }

    /** Limits that each hold with that confidence. */
    public Optional<Interval> limits(double confidence) {
        return between(confidence, confidence);
    }

    private Optional<Interval> between(double side, double confidence) {
        return spread.map(known -> {
            int rank = (int) Math.ceil(side * (RESAMPLES + 1));
            double high = known.ratios()[Math.min(rank, RESAMPLES) - 1];
            double low = known.ratios()[Math.max(RESAMPLES + 1 - rank, 1) - 1];
            return new Interval(
                    value - high * known.standardError(),
                    value - low * known.standardError(),
                    confidence,
                    "block bootstrap");
        });
    }
}
