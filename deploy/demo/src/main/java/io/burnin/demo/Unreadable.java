package io.burnin.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Job files that could not be read. A file just being written is tried again shortly; one that stays broken is
 * reported and tried again every five seconds, for ever.
 */
final class Unreadable {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final int SOON_TRIES = 10;

    private final Map<Path, Trial> trials = new HashMap<>();

    private record Trial(int failures, long nextAt) {}

    boolean mayTry(Path file) {
        Trial trial = trials.get(file);
        return trial == null || System.nanoTime() - trial.nextAt() >= 0;
    }

    /** Says that reading failed, and reports it if the file had time enough to become whole. */
    void failed(Path file, String name, IOException why) {
        int failures = trials.containsKey(file) ? trials.get(file).failures() + 1 : 1;
        boolean stable = failures > SOON_TRIES;
        if (stable) {
            System.out.println("Failed to read job file %s: %s".formatted(name, why.getMessage()));
        }
        trials.put(file, new Trial(failures, System.nanoTime() + (stable ? LATER : SOON).toNanos()));
    }

    void forget(Path file) {
        trials.remove(file);
    }

    /** How long the folder may be left alone. */
    Duration nextTryWithin(Duration longest) {
        long now = System.nanoTime();
        return trials.values().stream()
                .map(trial -> Duration.ofNanos(Math.max(0, trial.nextAt() - now)))
                .reduce(longest, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
}
