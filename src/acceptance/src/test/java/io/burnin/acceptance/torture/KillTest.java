package io.burnin.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KillTest {

    private static final int ROUNDS = 300;
    private static final List<Victim> VICTIMS = List.of(Victim.values());

    @Test
    void isTheSameForTheSameSeed() {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(Kill.draw(7, round, VICTIMS)).isEqualTo(Kill.draw(7, round, VICTIMS));
        }
        assertThat(all(7)).isNotEqualTo(all(8));
    }

    @Test
    void fallsAThirdOfTheTimesInEachPhase() {
        Map<Phase, Integer> counted = new EnumMap<>(Phase.class);
        all(7).forEach(kill -> counted.merge(kill.phase(), 1, Integer::sum));

        int third = all(7).size() / Phase.values().length;
        assertThat(counted.values()).allSatisfy(count -> assertThat(count).isBetween(third * 4 / 5, third * 6 / 5));
    }

    @Test
    void isAimedNearAndHitsEverything() {
        List<Kill> kills = all(7);

        assertThat(kills).extracting(Kill::victim).contains(Victim.values());
        assertThat(kills)
                .filteredOn(kill -> kill.phase() != Phase.ANY)
                .extracting(Kill::delay)
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, Phase.NEAR));
    }

    private static List<Kill> all(long seed) {
        return IntStream.range(0, ROUNDS)
                .boxed()
                .flatMap(round -> Kill.draw(seed, round, VICTIMS).stream())
                .toList();
    }
}
