package io.burnin.agent.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.journal.Replay.OccurrenceTrace;
import io.burnin.agent.journal.Replay.StepTrace;
import io.burnin.agent.record.Remembered;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a journal's frames in order and keeps what a restart needs; samples are passed over unread. */
final class Replaying {

    private final ObjectMapper json;
    private final Map<String, List<String>> notes = new HashMap<>();
    private final Map<String, String> checkpoints = new HashMap<>();
    private final Map<OccurrenceKey, Trace> occurrences = new LinkedHashMap<>();
    private Optional<Assignment> assignment = Optional.empty();
    private Optional<RunRecord.RunStarted> started = Optional.empty();
    private Optional<Instant> scheduleBegan = Optional.empty();
    private Duration extension = Duration.ZERO;
    private Optional<RunRecord.RunEnded> ended = Optional.empty();
    private Instant lastRecorded = Instant.EPOCH;
    private long lastSeq;
    private long acknowledged;

    Replaying(ObjectMapper json) {
        this.json = json;
    }

    void take(FrameReader.Stored stored) throws IOException {
        Frame frame = Frame.from(stored.payload(), json);
        Frame.Head head = frame.head();
        // When it was leased is told by the server's clock, and the run's may be hours behind that.
        boolean isOfRun = head.assignment().isEmpty();
        lastRecorded = isOfRun && head.at().isAfter(lastRecorded) ? head.at() : lastRecorded;
        head.notes()
                .forEach(note -> notes.computeIfAbsent(note.owner(), owner -> new ArrayList<>())
                        .add(note.text()));
        checkpoints.putAll(head.checkpoints());
        head.acknowledged().ifPresent(seq -> acknowledged = seq);
        if (head.assignment().isPresent()) {
            assignment = head.assignment();
        }
        for (String line : frame.records()) {
            if (!Line.isSamplesOrStates(line)) {
                take(json.readValue(line, RunRecord.class));
            }
        }
        lastSeq = Math.max(lastSeq, stored.lastSeq());
    }

    Replay replay(Path journal) throws IOException {
        return new Replay(
                assignment.orElseThrow(() -> new IOException("%s names no run".formatted(journal))),
                lastSeq,
                acknowledged,
                lastRecorded,
                new Remembered(notes, checkpoints),
                started,
                scheduleBegan,
                extension,
                traces(),
                ended);
    }

    private void take(RunRecord record) {
        switch (record) {
            case RunRecord.RunStarted run -> started = Optional.of(run);
            case RunRecord.RunEnded run -> ended = Optional.of(run);
            case RunRecord.OccurrenceStarted occurrence ->
                trace(occurrence.test(), occurrence.number(), occurrence.at());
            case RunRecord.OccurrenceEnded occurrence ->
                trace(occurrence.test(), occurrence.number(), occurrence.at()).end();
            case RunRecord.StepIntended step ->
                trace(step.test(), step.occurrence(), step.at())
                        .steps
                        .put(step.step(), new StepTrace(step, Optional.empty()));
            case RunRecord.StepEnded step ->
                trace(step.test(), step.occurrence(), step.at())
                        .steps
                        .computeIfPresent(
                                step.step(),
                                (place, trace) -> new StepTrace(trace.intended(), Optional.of(step.outcome())));
            case RunRecord.FaultBegan fault -> trace(fault.test(), fault.occurrence(), fault.at()).faultBegan = true;
            case RunRecord.FaultEnded fault -> trace(fault.test(), fault.occurrence(), fault.at()).faultEnded = true;
            case RunRecord.Event event -> {
                if (event.kind().equals(Replay.SCHEDULE_BEGAN)) {
                    scheduleBegan = Optional.of(event.at());
                }
                extension = Heartbeat.Extension.toldBy(event).orElse(extension);
            }
            case RunRecord.Expected expected -> {}
            case RunRecord.Samples samples -> {}
            case RunRecord.States states -> {}
            case RunRecord.Seen seen -> {}
            case RunRecord.Absent absent -> {}
            case RunRecord.Gap gap -> {}
            case RunRecord.Captured captured -> {}
            case RunRecord.CapturedPiece piece -> {}
        }
    }

    private Trace trace(String test, int number, Instant at) {
        return occurrences.computeIfAbsent(new OccurrenceKey(test, number), key -> new Trace(at));
    }

    private Map<OccurrenceKey, OccurrenceTrace> traces() {
        var traces = new LinkedHashMap<OccurrenceKey, OccurrenceTrace>();
        occurrences.forEach((key, trace) -> traces.put(
                key,
                new OccurrenceTrace(
                        trace.startedAt, trace.ended, trace.faultBegan, trace.faultEnded, Map.copyOf(trace.steps))));
        return traces;
    }

    private static final class Trace {
        private final Instant startedAt;
        private final Map<String, StepTrace> steps = new LinkedHashMap<>();
        private boolean ended;
        private boolean faultBegan;
        private boolean faultEnded;

        private Trace(Instant startedAt) {
            this.startedAt = startedAt;
        }

        private void end() {
            ended = true;
            steps.clear();
        }
    }
}
