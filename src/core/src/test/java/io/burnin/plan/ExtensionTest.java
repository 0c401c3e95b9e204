package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Profile.Entry;
import io.burnin.plan.Profile.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an extended run consists of. */
class ExtensionTest {

    private static final Duration END = Duration.ofHours(72);

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    private static List<Planned> extended(Entry entry) {
        return new Profile("full", END, List.of(entry)).extendedBy(hours(12)).timetable();
    }

    @Test
    void goesOnWithLoadThatLastedToTheEnd() {
        assertThat(extended(new Entry.At(hours(24), "load", Optional.of(hours(48)))))
                .containsExactly(new Planned(hours(24), "load", Optional.of(hours(60))));
        assertThat(extended(new Entry.At(hours(24), "load", Optional.of(hours(47)))))
                .containsExactly(new Planned(hours(24), "load", Optional.of(hours(47))));
        assertThat(extended(new Entry.At(hours(24), "load", Optional.empty())))
                .containsExactly(new Planned(hours(24), "load", Optional.empty()));
    }

    @Test
    void repeatsWhatWasRepeatedToTheEnd() {
        assertThat(extended(new Entry.Every(hours(24), hours(24), END, "spot", Optional.empty())))
                .extracting(Planned::at)
                .containsExactly(hours(24), hours(48), hours(72));
        assertThat(extended(new Entry.Every(hours(24), hours(24), hours(71), "spot", Optional.empty())))
                .extracting(Planned::at)
                .containsExactly(hours(24), hours(48));
    }

    @Test
    void startsNothingASecondTime() {
        assertThat(extended(new Entry.At(hours(2), "outage", Optional.empty()))).hasSize(1);
    }

    /** So that starts keep their numbers, and an agent that learns of the sum does the same as one that learnt of each. */
    @Test
    void movesNoStartAndComesToTheSameInOneStepAsInTwo() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            Profile profile = profile(random);
            Duration one = hours(random.nextInt(0, 50));
            Duration two = hours(random.nextInt(0, 50));

            Profile extended = profile.extendedBy(one.plus(two));

            assertThat(extended)
                    .as("seed %d", seed)
                    .isEqualTo(profile.extendedBy(one).extendedBy(two));
            List<Planned> before = profile.timetable();
            assertThat(extended.timetable().subList(0, before.size()))
                    .as("seed %d", seed)
                    .extracting(start -> Map.entry(start.test(), start.at()))
                    .isEqualTo(before.stream()
                            .map(start -> Map.entry(start.test(), start.at()))
                            .toList());
        }
    }

    private static Profile profile(SplittableRandom random) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < random.nextInt(1, 6); i++) {
            Duration from = hours(random.nextInt(72));
            Optional<Duration> length =
                    random.nextBoolean() ? Optional.of(hours(random.nextInt(1, 72))) : Optional.empty();
            entries.add(
                    random.nextBoolean()
                            ? new Entry.At(from, "test-" + i, length)
                            : new Entry.Every(
                                    hours(random.nextInt(1, 20)),
                                    from,
                                    random.nextBoolean() ? END : from.plusHours(1),
                                    "test-" + i,
                                    length));
        }
        return new Profile("full", END, entries);
    }

    @Test
    void isOfTheWholePlan() throws PlanException {
        Plan full = PlanFile.read(BuiltInPlans.source("phase1-burn-in").orElseThrow())
                .example("full");

        Plan extended = full.extendedBy(hours(24));

        assertThat(extended.profile().duration()).isEqualTo(hours(96));
        assertThat(starts(extended, "spot-check")).isEqualTo(starts(full, "spot-check") + 3);
        assertThat(starts(extended, "core-resilience")).isEqualTo(starts(full, "core-resilience"));
    }

    private static long starts(Plan plan, String test) {
        return plan.profile().timetable().stream()
                .filter(start -> start.test().equals(test))
                .count();
    }
}
