package io.burnin.server.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleMergeTest {

    /** However the blocks overlap: every sample of the span once, in order of time. */
    @Test
    void handsOnEverySampleOnceAndInOrder() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            List<long[]> blocks = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                long start = random.nextLong(0, 100);
                blocks.add(random.longs(random.nextInt(1, 20), start, start + 40)
                        .sorted()
                        .toArray());
            }
            blocks.sort(Comparator.comparingLong(times -> times[0]));
            var seen = new ArrayList<Long>();
            var merge = new SampleMerge(20, 90, (at, value) -> {
                assertThat(value).isEqualTo(at * 2.0);
                seen.add(at);
            });

            blocks.forEach(times -> merge.block(
                    times, Arrays.stream(times).mapToDouble(at -> at * 2.0).toArray()));
            merge.end();

            assertThat(seen)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(blocks.stream()
                            .flatMapToLong(Arrays::stream)
                            .filter(at -> at >= 20 && at < 90)
                            .sorted()
                            .boxed()
                            .toList());
        }
    }
}
