package io.burnin.acceptance.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A kill as the seed wants it.
 *
 * @param which of the servers
 * @param after how many intents or batches it waits for, counted from the kill before
 * @param delay from then on; in {@link Phase#ANY} from the kill before
 * @param downFor how long the victim stays away
 */
record Kill(Phase phase, Victim victim, int which, int after, Duration delay, Duration downFor) {

    private static final int MOST_INTENTS = 10;
    private static final int MOST_BATCHES = 4;
    private static final int LONGEST_PAUSE_MILLIS = 8_000;
    private static final int LONGEST_ABSENCE_MILLIS = 2_000;
    private static final int MOST_SERVERS = 2;

    /** The latest delay: a kill needs a few milliseconds itself. */
    private static final Duration LATEST = Phase.NEAR.multipliedBy(4).dividedBy(5);

    /** What happens in a round, the same for the same seed: one to three kills, each phase as often as the others. */
    static List<Kill> draw(long seed, int round, List<Victim> victims) {
        var random = new Random(seed * 1_000_003 + round);
        var phases = new ArrayList<>(List.of(Phase.values()));
        Collections.rotate(phases, round);
        var kills = new ArrayList<Kill>();
        for (Phase phase : phases.subList(0, 1 + random.nextInt(phases.size()))) {
            kills.add(draw(phase, victims.get(random.nextInt(victims.size())), random));
        }
        return List.copyOf(kills);
    }

    private static Kill draw(Phase phase, Victim victim, Random random) {
        int which = random.nextInt(MOST_SERVERS);
        double place = random.nextDouble();
        Duration downFor = Duration.ofMillis(random.nextInt(LONGEST_ABSENCE_MILLIS));
        double latest = LATEST.toNanos();
        return switch (phase) {
            case INTENT ->
                new Kill(phase, victim, which, 1 + random.nextInt(MOST_INTENTS), nanos(place * latest), downFor);
            // Most commits are over soon after the batch was handed over: the square aims there more often.
            case COMMIT ->
                new Kill(
                        phase, victim, which, 1 + random.nextInt(MOST_BATCHES), nanos(place * place * latest), downFor);
            case ANY -> new Kill(phase, victim, which, 0, nanos(place * LONGEST_PAUSE_MILLIS * 1e6), downFor);
        };
    }

    private static Duration nanos(double nanos) {
        return Duration.ofNanos((long) nanos);
    }
}
