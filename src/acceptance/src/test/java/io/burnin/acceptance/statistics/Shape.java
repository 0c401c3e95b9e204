package io.burnin.acceptance.statistics;

import java.util.SplittableRandom;

/** A made-up course of readings at equal distances. */
@FunctionalInterface
interface Shape {

    double[] readings(int n, SplittableRandom random);

    static Shape independent(double deviation) {
        return (n, random) ->
                random.doubles(n).map(any -> deviation * random.nextGaussian()).toArray();
    }

    /** Each reading keeps that share of the one before it. */
    static Shape autocorrelated(double share, double deviation) {
        return (n, random) -> {
            double[] readings = new double[n];
            double last = deviation * random.nextGaussian();
            double fresh = deviation * Math.sqrt(1 - share * share);
            for (int i = 0; i < n; i++) {
                readings[i] = last;
                last = share * last + fresh * random.nextGaussian();
            }
            return readings;
        };
    }

    static Shape exponential() {
        return (n, random) ->
                random.doubles(n).map(any -> random.nextExponential()).toArray();
    }

    /** Of which the logarithm is normal with deviation 1: latencies with a long tail. */
    static Shape lognormal() {
        return (n, random) ->
                random.doubles(n).map(any -> Math.exp(random.nextGaussian())).toArray();
    }

    /** Rises by so much, then falls at once, again and again; each tooth lasts between the two numbers of readings. */
    static Shape sawtooth(double height, double shortest, double longest) {
        return (n, random) -> {
            double[] readings = new double[n];
            double level = random.nextDouble();
            double length = random.nextDouble(shortest, Math.nextUp(longest));
            for (int i = 0; i < n; i++) {
                readings[i] = height * level;
                level += 1 / length;
                if (level >= 1) {
                    level = 0;
                    length = random.nextDouble(shortest, Math.nextUp(longest));
                }
            }
            return readings;
        };
    }

    /** Nears its level from so far below, by a share of e in that many readings. */
    static Shape warmUp(double depth, double readings) {
        return (n, random) -> {
            double[] course = new double[n];
            for (int i = 0; i < n; i++) {
                course[i] = -depth * Math.exp(-i / readings);
            }
            return course;
        };
    }

    static Shape daily(double height, double readings) {
        return (n, random) -> {
            double start = random.nextDouble();
            double[] course = new double[n];
            for (int i = 0; i < n; i++) {
                course[i] = height * Math.sin(2 * Math.PI * (start + i / readings));
            }
            return course;
        };
    }

    default Shape plus(Shape other) {
        return (n, random) -> {
            double[] sum = readings(n, random);
            double[] more = other.readings(n, random);
            for (int i = 0; i < n; i++) {
                sum[i] += more[i];
            }
            return sum;
        };
    }
}
