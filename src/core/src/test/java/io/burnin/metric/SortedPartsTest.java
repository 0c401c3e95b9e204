package io.burnin.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortedPartsTest {

    private final SplittableRandom random = new SplittableRandom(44);

    @Test
    void hasEveryRankOfTheSortedWhole() {
        for (int trial = 0; trial < 200; trial++) {
            int kinds = random.nextInt(1, 400);
            List<double[]> parts = IntStream.range(0, random.nextInt(1, 40))
                    .mapToObj(part -> part(random.nextInt(0, 1 << random.nextInt(1, 9)), kinds))
                    .toList();
            double[] whole =
                    parts.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
            var sorted = new SortedParts(parts);

            assertThat(sorted.size()).isEqualTo(whole.length);
            for (int look = 0; look < 20 && whole.length > 0; look++) {
                int rank = random.nextInt(1, whole.length + 1);
                assertThat(sorted.of(rank))
                        .as("rank %d of %d", rank, whole.length)
                        .isEqualTo(whole[rank - 1]);
            }
        }
    }

    @Test
    void hasTheSameRanksBetweenTwo() {
        var sorted = new SortedParts(List.of(part(300, 40), part(300, 40), part(100, 400)));
        var near = sorted.between(100, 600);

        assertThat(IntStream.of(100, 101, 350, 599, 600))
                .allSatisfy(rank -> assertThat(near.applyAsDouble(rank)).isEqualTo(sorted.of(rank)));
    }

    /** A series that rises leaves parts that have no value in common. */
    @Test
    void findsRanksAmongPartsThatFollowEachOther() {
        List<double[]> parts = IntStream.range(0, 500)
                .mapToObj(part -> IntStream.range(0, 600)
                        .mapToDouble(i -> part * 600.0 + i)
                        .toArray())
                .toList();

        assertThat(new SortedParts(parts).of(285_000)).isEqualTo(284_999);
    }

    @Test
    void countsWhatLiesBeforeALimit() {
        var sorted = new SortedParts(List.of(new double[] {1, 5, 9}, new double[] {}, new double[] {2, 5, 5}));

        assertThat(sorted.countBefore(value -> value >= 5)).isEqualTo(2);
        assertThat(sorted.countBefore(value -> value > 5)).isEqualTo(5);
        assertThat(sorted.countBefore(value -> value > 9)).isEqualTo(6);
    }

    @Test
    void hasNoRankBeyondItsSize() {
        var sorted = new SortedParts(List.of(new double[] {1}));

        assertThatIllegalArgumentException().isThrownBy(() -> sorted.of(2)).withMessage("rank 2 of 1 values");
        assertThatIllegalArgumentException().isThrownBy(() -> sorted.of(0));
    }

    private double[] part(int size, int kinds) {
        return random.doubles(size)
                .map(value -> Math.floor(value * kinds))
                .sorted()
                .toArray();
    }
}
