package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.record.RunClock;
import io.burnin.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The timetable of a run, and its end. The run may be extended while it goes on: nothing that stands in the timetable moves then
 * but the ends that were the run's. Safe for many threads.
 */
final class Schedule {

    /** With less left, load may have begun to end, and would have a hole. */
    private static final Duration TOO_LATE = Duration.ofSeconds(1);

    private final Plan plan;
    private final List<String> only;
    private final RunClock clock;
    private Duration extension;
    private Plan extended;
    private Timetable timetable;
    private Optional<Instant> zero = Optional.empty();
    private boolean isOpen;

    /**
     * @param only the tests that are wanted; empty for all
     * @param extension by how much the run was extended before the agent was restarted
     */
    Schedule(Plan plan, List<String> only, RunClock clock, Duration extension) {
        this.plan = plan;
        this.only = only;
        this.clock = clock;
        lengthen(extension);
    }

    /** From now on it can be extended: what is journalled of that has its place behind the run's first record. */
    synchronized void open() {
        isOpen = true;
    }

    /** From now on it cannot: nothing is journalled behind the run's last record. */
    synchronized void close() {
        isOpen = false;
    }

    /** The timetable begins at that time. */
    synchronized void begin(Instant at) {
        zero = Optional.of(at);
    }

    synchronized Instant zero() {
        return zero.orElseThrow(() -> new IllegalStateException("the timetable has not begun"));
    }

    /** When the run ends, as far as is known now. */
    synchronized Instant end() {
        return zero().plus(extended.profile().duration());
    }

    /** Whether its end has come. Then it is closed. */
    synchronized boolean isOver() {
        boolean isOver = !clock.now().isBefore(end());
        isOpen = isOpen && !isOver;
        return isOver;
    }

    /** In order of time. */
    synchronized List<Timetable.Entry> entries() {
        return timetable.entries();
    }

    /** As it stands in the timetable now. */
    synchronized Timetable.Entry entry(OccurrenceKey key) {
        return timetable.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no %s in the timetable".formatted(key)));
    }

    /** When the continuous steps of an occurrence end, as far as is known now. */
    Instant until(OccurrenceKey key) {
        return zero().plus(entry(key).until());
    }

    /**
     * Lets the run last longer than its plan, unless it does already, or it is too late.
     *
     * @param total all extensions together
     * @param journal is done first, and once; what it throws extends nothing
     */
    synchronized Outcome extend(Duration total, Runnable journal) {
        if (total.compareTo(extension) <= 0) {
            return Outcome.KNOWN;
        }
        if (!isOpen || zero.isPresent() && clock.now().plus(TOO_LATE).isAfter(end())) {
            return Outcome.NOT_NOW;
        }
        journal.run();
        lengthen(total);
        return Outcome.EXTENDED;
    }

    /** What became of an order to extend. */
    enum Outcome {
        EXTENDED,
        KNOWN,
        /** The run has not begun, or it is too late. */
        NOT_NOW
    }

    private void lengthen(Duration total) {
        extension = total;
        extended = plan.extendedBy(total);
        timetable = Timetable.of(extended, only);
    }
}
