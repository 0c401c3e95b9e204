package io.burnin.acceptance.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Repeats an experiment, each time with dice of its own: what comes out does not depend on which processor is the faster. */
record Dice(int runs, long seed) {

    private static final long APART = 0x5851F42D4C957F2DL;

    /**
     * How often each answer of an experiment was yes, as a share of all runs.
     *
     * @param name of the experiment; no two throw the same dice
     */
    double[] shares(String name, int answers, Function<SplittableRandom, boolean[]> experiment) {
        long base = seed * 31 + name.hashCode();
        long[] yes = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run ->
                        experiment.apply(new SplittableRandom(new SplittableRandom(base ^ run * APART).nextLong())))
                .collect(
                        () -> new long[answers],
                        (counts, answer) -> {
                            for (int i = 0; i < answers; i++) {
                                counts[i] += answer[i] ? 1 : 0;
                            }
                        },
                        (counts, more) -> Arrays.setAll(counts, i -> counts[i] + more[i]));
        return Arrays.stream(yes).mapToDouble(count -> (double) count / runs).toArray();
    }
}
