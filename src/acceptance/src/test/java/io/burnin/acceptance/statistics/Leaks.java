package io.burnin.acceptance.statistics;

import io.burnin.acceptance.statistics.Table.Figure;
import io.burnin.metric.Direction;
import io.burnin.metric.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How often the leak rule sees a leak, where there is one and where there is none: 72 h, a reading each 5 min, base 500 MB. */
record Leaks(Dice dice) {

    private static final int READINGS = 864;
    private static final int PER_HOUR = 12;
    private static final double BASE = 500;
    private static final double MOST_FALSE_ALARMS = 0.05;
    private static final double LEAST_POWER = 0.95;

    /** 7 % of the base in 72 h. */
    private static final double LEAK = 0.07 * BASE / 72;

    private static final double HALF = LEAK / 2;
    private static final double TRIPLE = 3 * LEAK;

    private static final long[] TIMES =
            LongStream.range(0, READINGS).map(i -> i * 300_000).toArray();

    private record Case(String name, Shape shape, boolean powerHasBar) {}

    private static final List<Case> CASES = List.of(
            new Case("independent, sd 10 MB", Shape.independent(10), true),
            new Case("autocorrelated (0.95), sd 5 MB", Shape.autocorrelated(0.95, 5), true),
            new Case("autocorrelated (0.95), sd 10 MB", Shape.autocorrelated(0.95, 10), false),
            new Case(
                    "sawtooth of 60 MB in 5 h, sd 5 MB",
                    Shape.sawtooth(60, 5 * PER_HOUR, 5 * PER_HOUR).plus(Shape.independent(5)),
                    false),
            new Case(
                    "sawtooth of 100 MB in 4 to 8 h, sd 5 MB",
                    Shape.sawtooth(100, 4 * PER_HOUR, 8 * PER_HOUR).plus(Shape.independent(5)),
                    false),
            new Case(
                    "warm-up of 100 MB, 6 h, sd 5 MB",
                    Shape.warmUp(100, 6 * PER_HOUR).plus(Shape.independent(5)),
                    false),
            new Case(
                    "daily pattern of ± 10 MB, sd 5 MB",
                    Shape.daily(10, 24 * PER_HOUR).plus(Shape.independent(5)),
                    false));

    List<Table> tables() {
        var alarms = new ArrayList<List<Figure>>();
        var healthy = new ArrayList<List<Figure>>();
        for (Case each : CASES) {
            double[] steady = outcomes(each, 0);
            double power = leaks(outcomes(each, LEAK));
            alarms.add(List.of(
                    Figure.text(each.name()),
                    Figure.atMost(leaks(steady), MOST_FALSE_ALARMS),
                    Figure.share(leaks(outcomes(each, HALF))),
                    each.powerHasBar() ? Figure.atLeast(power, LEAST_POWER) : Figure.share(power),
                    Figure.share(leaks(outcomes(each, TRIPLE)))));
            healthy.add(List.of(
                    Figure.text(each.name()),
                    Figure.share(steady[Trend.Outcome.NONE.ordinal()]),
                    Figure.share(steady[Trend.Outcome.SMALL.ordinal()]),
                    Figure.share(steady[Trend.Outcome.INCONCLUSIVE.ordinal()]),
                    Figure.share(leaks(steady))));
        }
        return List.of(
                new Table(
                        "Leak seen, by growth in 72 h (bars: none at most 5 %; 7 % at least 95 % for the first two)",
                        List.of("readings", "none", "3.5 %", "7 %", "21 %"), alarms),
                new Table(
                        "What is said of readings without a leak",
                        List.of("readings", "no drift", "small drift", "inconclusive", "leak"),
                        healthy));
    }

    private static double leaks(double[] outcomes) {
        return outcomes[Trend.Outcome.LEAK.ordinal()];
    }

    /** The share of each outcome. */
    private double[] outcomes(Case each, double perHour) {
        Trend.Outcome[] all = Trend.Outcome.values();
        return dice.shares(each.name() + perHour, all.length, random -> {
            double[] readings = each.shape().readings(READINGS, random);
            for (int i = 0; i < READINGS; i++) {
                readings[i] += BASE + perHour * i / PER_HOUR;
            }
            Trend.Outcome outcome = Trend.of(TIMES, readings).orElseThrow().outcome(Direction.LOWER);
            boolean[] is = new boolean[all.length];
            IntStream.range(0, all.length).forEach(i -> is[i] = all[i] == outcome);
            return is;
        });
    }
}
