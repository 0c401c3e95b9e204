package io.burnin.metric;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether values drift with time, and how fast: Sen's slope, the median of the slopes between all pairs, with the Mann-Kendall
 * test. The first quarter of the time is warm-up and left out; medians of equal stretches of the rest (an hour each, in a run of
 * days) stand for their values, so that neither outliers nor the number of readings decide.
 */
public final class Trend {

    /** What there must be to speak of a trend. */
    public static final int FEWEST_POINTS = 10;

    /** A leak is sure to this degree: p of the Mann-Kendall test. */
    public static final double SIGNIFICANCE = 0.01;

    /** A drift matters when it comes to this share of the level within the horizon. */
    public static final double MATERIAL = 0.05;

    public static final Duration HORIZON = Duration.ofDays(7);

    /** Of the interval whose end nearer to 0 must be on the slope's side. */
    private static final double CONFIDENCE = 0.95;

    private static final double WARM_UP = 0.25;
    private static final int FEWEST_STRETCHES = 24;
    private static final int MOST_STRETCHES = 240;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double ROUNDING = 1e-9;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Points points;
    private final double[] slopes;
    private final double perHour;
    private final MannKendall test;

    private Trend(Points points) {
        this.points = points;
        this.slopes = points.slopes();
        this.perHour = median(slopes);
        this.test = MannKendall.of(points.values(), points.without(perHour));
    }

    /** What the four gates come to: significant, a clear sign, large enough to matter. */
    public enum Outcome {
        /** All gates are passed. */
        LEAK,
        /** It drifts, and too little to matter within a week. */
        SMALL,
        /** No gate is passed. */
        NONE,
        /** The gates disagree: a longer run would tell. */
        INCONCLUSIVE
    }

    /**
     * @param times epoch milliseconds, rising
     * @param values as many
     * @return empty where what is left without the warm-up is too little
     */
    public static Optional<Trend> of(long[] times, double[] values) {
        return Optional.of(Points.of(times, values))
                .filter(points -> points.size() >= FEWEST_POINTS)
                .map(Trend::new);
    }

    /** Of values as they are, without a warm-up. */
    static Trend ofPoints(double[] hours, double[] values) {
        return new Trend(new Points(hours, values));
    }

    /** What the values rise by in an hour. */
    public double perHour() {
        return perHour;
    }

    /** What the values rise by until the horizon, as a share of their level; infinite where that is 0. */
    public double projection() {
        double rise = perHour * HORIZON.toMillis() / MILLIS_PER_HOUR;
        return rise == 0 ? 0 : rise / Math.abs(level());
    }

    /** The median of what is left without the warm-up. */
    public double level() {
        return medianOf(points.values());
    }

    /** How many medians it was made of. */
    public int points() {
        return points.size();
    }

    /** How probable so clear a trend is where there is none. */
    public double p() {
        return test.p();
    }

    /** Both limits of the slope per hour together hold with that confidence. */
    public Interval interval(double confidence) {
        double side = (1 + confidence) / 2;
        return new Interval(lower(side), upper(side), confidence, "Sen, Hamed-Rao");
    }

    /** With that confidence the true slope per hour is at least this. */
    public double lower(double confidence) {
        int rank = (int) Math.floor((slopes.length - spread(confidence)) / 2);
        return slopes[Math.max(1, rank) - 1];
    }

    /** With that confidence the true slope per hour is at most this. */
    public double upper(double confidence) {
        int rank = (int) Math.ceil((slopes.length + spread(confidence)) / 2) + 1;
        return slopes[Math.min(slopes.length, rank) - 1];
    }

    private double spread(double confidence) {
        return NORMAL.inverseCumulativeProbability(confidence) * test.deviation();
    }

    /** @param better the way in which it may drift; with NEITHER, none */
    public Outcome outcome(Direction better) {
        Interval interval = interval(CONFIDENCE);
        boolean rises = better != Direction.HIGHER && interval.low() > 0;
        boolean sinks = better != Direction.LOWER && interval.high() < 0;
        boolean significant = test.p() < SIGNIFICANCE && isWorse(better, test.s());
        boolean material = Math.abs(projection()) >= MATERIAL && isWorse(better, perHour);
        if (significant && (rises || sinks)) {
            return material ? Outcome.LEAK : Outcome.SMALL;
        }
        return significant || rises || sinks || material ? Outcome.INCONCLUSIVE : Outcome.NONE;
    }

    private static boolean isWorse(Direction better, double slope) {
        return switch (better) {
            case LOWER -> slope > 0;
            case HIGHER -> slope < 0;
            case NEITHER -> slope != 0;
        };
    }

    /** The middle of values in any order; of an even number the mean of the middle two. */
    public static double medianOf(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return median(sorted);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Medians, each at the mean time of the values that it stands for, in hours. */
    private record Points(double[] hours, double[] values) {

        static Points of(long[] times, double[] values) {
            if (times.length == 0) {
                return new Points(new double[0], new double[0]);
            }
            double all = times[times.length - 1] - times[0] + 1.0;
            double start = times[0] + WARM_UP * all;
            double rest = all * (1 - WARM_UP);
            int stretches = Math.clamp(Math.round(rest / MILLIS_PER_HOUR), FEWEST_STRETCHES, MOST_STRETCHES);
            double[] hours = new double[stretches];
            double[] medians = new double[stretches];
            int filled = 0;
            for (int from = firstFrom(times, start); from < times.length; filled++) {
                int stretch = stretch(times[from], start, rest / stretches);
                int to = from;
                double sum = 0;
                while (to < times.length && stretch(times[to], start, rest / stretches) == stretch) {
                    sum += times[to++] - start;
                }
                hours[filled] = sum / (to - from) / MILLIS_PER_HOUR;
                medians[filled] = medianOf(Arrays.copyOfRange(values, from, to));
                from = to;
            }
            return new Points(Arrays.copyOf(hours, filled), Arrays.copyOf(medians, filled));
        }

        private static int firstFrom(long[] times, double start) {
            int found = Arrays.binarySearch(times, (long) Math.ceil(start));
            int first = found >= 0 ? found : -found - 1;
            while (first > 0 && times[first - 1] >= start) {
                first--;
            }
            return first;
        }

        private static int stretch(long time, double start, double width) {
            return (int) ((time - start) / width);
        }

        int size() {
            return values.length;
        }

        /** Of all pairs, rising. */
        double[] slopes() {
            double[] slopes = new double[size() * (size() - 1) / 2];
            int pairs = 0;
            for (int i = 0; i < size(); i++) {
                for (int j = i + 1; j < size(); j++) {
                    slopes[pairs++] = (values[j] - values[i]) / (hours[j] - hours[i]);
                }
            }
            Arrays.sort(slopes);
            return slopes;
        }

        /** What a line leaves over. Differences that only come from rounding are none. */
        double[] without(double perHour) {
            double greatest = Arrays.stream(values).map(Math::abs).max().orElse(0);
            double grain = greatest * ROUNDING;
            double[] residuals = new double[size()];
            for (int i = 0; i < size(); i++) {
                double residual = values[i] - perHour * hours[i];
                residuals[i] = grain == 0 ? residual : Math.rint(residual / grain) * grain;
            }
            return residuals;
        }
    }
}
