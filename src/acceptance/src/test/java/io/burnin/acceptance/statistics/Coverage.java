package io.burnin.acceptance.statistics;

import io.burnin.acceptance.statistics.Table.Figure;
import io.burnin.metric.Interval;
import io.burnin.metric.Mean;
import io.burnin.metric.PoissonCount;
import io.burnin.metric.Proportion;
import io.burnin.metric.Quantile;
import io.burnin.metric.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;

/** How often limits of 95 % hold: both together, and each alone, which is what proves a light. */
record Coverage(Dice dice) {

    private static final double NOMINAL = 0.95;

    /** Limits that hold in exactly 95 % miss a bar of 95 % in every other simulation; this far below it is once in 700. */
    private static final double STANDARD_ERRORS = 3;

    private record Case(String name, Function<SplittableRandom, boolean[]> experiment, boolean hasBar) {
        Case(String name, Function<SplittableRandom, boolean[]> experiment) {
            this(name, experiment, true);
        }
    }

    List<Table> tables() {
        double bar = NOMINAL - STANDARD_ERRORS * Math.sqrt(NOMINAL * (1 - NOMINAL) / dice.runs());
        return List.of(new Table(
                "Limits of 95 %% that hold (bar: 95 %%, less three standard errors of the simulation: %.2f %%)"
                        .formatted(100 * bar),
                List.of("what is estimated", "both", "upper", "lower"),
                cases().stream()
                        .map(each -> {
                            double[] held = dice.shares(each.name(), 3, each.experiment());
                            var row = new ArrayList<Figure>();
                            row.add(Figure.text(each.name()));
                            Arrays.stream(held)
                                    .mapToObj(share -> each.hasBar() ? Figure.atLeast(share, bar) : Figure.share(share))
                                    .forEach(row::add);
                            return List.copyOf(row);
                        })
                        .toList()));
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        cases.add(share(0.0005, 1_440));
        cases.add(share(0.0022, 1_440));
        cases.add(share(0.01, 300));
        cases.add(share(0.05, 59));
        cases.add(share(0.5, 50));
        cases.add(count(0.5));
        cases.add(count(3.2));
        cases.add(count(20));
        cases.add(quantile(0.5, 100));
        cases.add(quantile(0.95, 100));
        cases.add(quantile(0.95, 1_440));
        cases.add(quantile(0.99, 1_440));
        cases.add(mean("independent", Shape.independent(1), 30, 0));
        cases.add(mean("independent", Shape.independent(1), 100, 0));
        cases.add(mean("exponential", Shape.exponential(), 100, 1));
        cases.add(mean("exponential", Shape.exponential(), 1_000, 1));
        cases.add(mean("autocorrelated (0.5)", Shape.autocorrelated(0.5, 1), 200, 0));
        cases.add(mean("autocorrelated (0.95)", Shape.autocorrelated(0.95, 1), 864, 0));
        cases.add(mean("autocorrelated (0.95)", Shape.autocorrelated(0.95, 1), 4_000, 0));
        cases.add(mean("lognormal", Shape.lognormal(), 1_000, Math.exp(0.5)));
        cases.add(slope("independent", Shape.independent(10)));
        cases.add(slope("autocorrelated (0.5)", Shape.autocorrelated(0.5, 10)));
        cases.add(slope("autocorrelated (0.95)", Shape.autocorrelated(0.95, 10)));
        return cases;
    }

    private static Case share(double truth, int trials) {
        return new Case("share of %s in %,d trials".formatted(percent(truth), trials), random -> {
            long hits = random.doubles(trials).filter(dice -> dice < truth).count();
            var seen = new Proportion(hits, trials);
            return held(seen.interval(NOMINAL), seen.upper(NOMINAL), seen.lower(NOMINAL), truth);
        });
    }

    private static Case count(double truth) {
        return new Case("events, %s expected".formatted(truth), random -> {
            long events = 0;
            for (double time = random.nextExponential(); time < truth; time += random.nextExponential()) {
                events++;
            }
            var seen = new PoissonCount(events);
            return held(seen.interval(NOMINAL), seen.upper(NOMINAL), seen.lower(NOMINAL), truth);
        });
    }

    /** Of values from 0 to 1, each as probable: what holds for their ranks holds for all others'. */
    private static Case quantile(double share, int n) {
        var quantile = new Quantile(share);
        double side = (1 + NOMINAL) / 2;
        int low = quantile.lowerRank(n, side).orElseThrow() - 1;
        int high = quantile.upperRank(n, side).orElseThrow() - 1;
        int lower = quantile.lowerRank(n, NOMINAL).orElseThrow() - 1;
        int upper = quantile.upperRank(n, NOMINAL).orElseThrow() - 1;
        return new Case("quantile %s of %,d values".formatted(share, n), random -> {
            double[] sorted = random.doubles(n).sorted().toArray();
            return new boolean[] {
                sorted[low] <= share && share <= sorted[high], share <= sorted[upper], sorted[lower] <= share
            };
        });
    }

    private static Case mean(String name, Shape shape, int n, double truth) {
        return new Case("mean of %,d values, %s".formatted(n, name), random -> {
            Mean mean = Mean.of(shape.readings(n, random));
            Interval limits = mean.limits(NOMINAL).orElseThrow();
            return held(mean.interval(NOMINAL).orElseThrow(), limits.high(), limits.low(), truth);
        });
    }

    /** In the same 72 h as {@link Leaks}, with a slope that is there. */
    private static Case slope(String name, Shape shape) {
        int n = 864;
        double truth = 0.5;
        long[] times = LongStream.range(0, n).map(i -> i * 300_000).toArray();
        return new Case("slope over 72 h, %s".formatted(name), random -> {
            double[] readings = shape.readings(n, random);
            for (int i = 0; i < n; i++) {
                readings[i] += truth * i / 12;
            }
            Trend trend = Trend.of(times, readings).orElseThrow();
            return held(trend.interval(NOMINAL), trend.upper(NOMINAL), trend.lower(NOMINAL), truth);
        });
    }

    private static boolean[] held(Interval both, double upper, double lower, double truth) {
        return new boolean[] {both.low() <= truth && truth <= both.high(), truth <= upper, lower <= truth};
    }

    private static String percent(double share) {
        return "%s %%".formatted(Math.round(share * 1e5) / 1e3);
    }
}
