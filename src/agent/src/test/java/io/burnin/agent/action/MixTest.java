package io.burnin.agent.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Step.Flow;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MixTest {

    private static final List<Flow> FLOWS =
            List.of(new Flow("a", 50, List.of()), new Flow("b", 30, List.of()), new Flow("c", 20, List.of()));

    private static Map<String, Long> counts(Mix mix, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(n -> mix.of(n).name())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void isExactInEveryStretchOfAFullCycle() {
        for (long seed = 0; seed < 50; seed++) {
            var mix = new Mix(FLOWS, new Seed(seed));
            for (long from = 1; from < 30; from++) {
                assertThat(counts(mix, from, from + 10))
                        .as("seed %d from %d", seed, from)
                        .isEqualTo(Map.of("a", 5L, "b", 3L, "c", 2L));
            }
        }
    }

    @Test
    void neverLeavesAFlowFarBehindItsShare() {
        var mix = new Mix(FLOWS, new Seed(3));
        for (long to = 1; to < 100; to++) {
            long a = counts(mix, 1, to + 1).getOrDefault("a", 0L);
            assertThat((double) a).isBetween(0.5 * to - 2, 0.5 * to + 2);
        }
    }

    @Test
    void takesTheOnlyFlowAlways() {
        var mix = new Mix(List.of(new Flow("only", 7, List.of())), new Seed(1));

        assertThat(counts(mix, 1, 1000)).containsOnlyKeys("only");
    }

    @Test
    void leavesOutAFlowWithoutWeight() {
        var mix = new Mix(List.of(new Flow("never", 0, List.of()), new Flow("always", 1, List.of())), new Seed(1));

        assertThat(counts(mix, 1, 100)).containsOnlyKeys("always");
    }
}
