package io.burnin.agent.journal;

import io.burnin.agent.record.Remembered;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run had come when its agent went away.
 *
 * @param lastRecorded when the journal was last written, in the run's time; the epoch if it never was
 * @param started what the run's first record told; empty if it never came to that
 * @param scheduleBegan when the gate was passed and the timetable began
 * @param extension by how much the run was extended, all in all
 * @param occurrences all that began, setup and teardown among them
 * @param ended the run's last record, if it has one
 */
public record Replay(
        Assignment assignment,
        long lastSeq,
        long acknowledged,
        Instant lastRecorded,
        Remembered remembered,
        Optional<RunRecord.RunStarted> started,
        Optional<Instant> scheduleBegan,
        Duration extension,
        Map<OccurrenceKey, OccurrenceTrace> occurrences,
        Optional<RunRecord.RunEnded> ended) {

    /** The {@link RunRecord.Event} that tells where the timetable's zero lies. */
    public static final String SCHEDULE_BEGAN = "schedule-began";

    /** Of a run that has just been leased. */
    public static Replay ofNew(Assignment assignment) {
        return new Replay(
                assignment,
                0,
                0,
                Instant.EPOCH,
                Remembered.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Map.of(),
                Optional.empty());
    }

    public record OccurrenceKey(String test, int number) {}

    /**
     * What an occurrence did. Of one that has ended only that is kept.
     *
     * @param steps by place, e.g. {@code steps/1}
     */
    public record OccurrenceTrace(
            Instant startedAt, boolean ended, boolean faultBegan, boolean faultEnded, Map<String, StepTrace> steps) {

        /** Whether its harm may be in effect. */
        public boolean isInsideFault() {
            return faultBegan && !faultEnded;
        }
    }

    /** @param outcome empty if nobody knows whether it happened */
    public record StepTrace(RunRecord.StepIntended intended, Optional<RunRecord.StepEnded.Outcome> outcome) {}
}
