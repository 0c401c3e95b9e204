package io.burnin.agent.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run's clock showed at one moment, beside the clocks of its host: kept in the journal, so that the next agent goes on with
 * the same time, wherever the wall clock was set meanwhile.
 *
 * @param boot which boot of the host
 * @param sinceBoot how long ago that was; empty where no host tells
 * @param at the run's time
 * @param ahead how far it was ahead of the wall clock
 */
public record ClockAnchor(String boot, Optional<Duration> sinceBoot, Instant at, Duration ahead) {

    /** Under this name it is noted in the journal. */
    public static final String OWNER = "clock";

    private static final String UNKNOWN = "-";

    static ClockAnchor of(String boot, HostTime host, SystemRunClock clock) {
        return new ClockAnchor(boot, host.sinceBoot(), clock.now(), clock.ahead());
    }

    /** The last one that was noted. */
    static Optional<ClockAnchor> last(Remembered remembered) {
        return remembered.notesOf(OWNER).stream()
                .reduce((earlier, later) -> later)
                .map(ClockAnchor::fromNote);
    }

    String toNote() {
        return "%s %s %s %s".formatted(sinceBoot.map(Duration::toString).orElse(UNKNOWN), at, ahead, boot);
    }

    static ClockAnchor fromNote(String note) {
        String[] words = note.split(" ", 4);
        return new ClockAnchor(
                words[3],
                Optional.of(words[0]).filter(word -> !word.equals(UNKNOWN)).map(Duration::parse),
                Instant.parse(words[1]),
                Duration.parse(words[2]));
    }

    /**
     * The run's time now. Within one boot the host has counted what passed; over a boot only the wall clock tells, and it is taken
     * to be as wrong as it was.
     */
    Instant now(String bootNow, HostTime host) {
        return sinceBoot
                .filter(then -> boot.equals(bootNow))
                .flatMap(then -> host.sinceBoot().map(now -> at.plus(now.minus(then))))
                .orElseGet(() -> host.wall().plus(ahead));
    }
}
