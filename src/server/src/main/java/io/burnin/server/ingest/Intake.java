package io.burnin.server.ingest;

import io.burnin.protocol.Batch;
import io.burnin.protocol.RunRecord;
import io.burnin.server.artifact.Artifacts;
import io.burnin.server.database.StorageFailed;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.run.Contact;
import io.burnin.server.run.Numbered;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunState;
import io.burnin.server.run.Runs;
import io.burnin.server.run.Timeline;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Stores batches exactly once: the records and the number of the last one are committed together, so a batch that comes again,
 * in whole or in part, changes nothing.
 */
@ApplicationScoped
class Intake {

    private final Runs runs;
    private final Contact contact;
    private final Timeline timeline;
    private final Measurements measurements;
    private final Artifacts artifacts;
    private final Pace pace;

    Intake(Runs runs, Contact contact, Timeline timeline, Measurements measurements, Artifacts artifacts, Pace pace) {
        this.runs = runs;
        this.contact = contact;
        this.timeline = timeline;
        this.measurements = measurements;
        this.artifacts = artifacts;
        this.pace = pace;
    }

    /** What became of a batch. */
    sealed interface Outcome {

        /** @param fresh how many of its records were not stored before, and {@code known} how many were */
        record Stored(Batch.Acknowledged answer, int fresh, int known) implements Outcome {}

        /** Nothing of it is stored, but that it came. */
        record Late(Problem problem, int records) implements Outcome {}
    }

    /** @throws Problem SEQUENCE_GAP or BAD_RECORD; then nothing of the batch is stored */
    @Transactional
    Outcome store(RunId id, AgentId agent, BatchReader.Numbers batch) {
        try {
            var outcome = new Outcome[1];
            runs.change(id, run -> {
                Taken taken = take(run, agent, batch);
                outcome[0] = taken.outcome();
                return taken.run();
            });
            return outcome[0];
        } catch (StorageFailed failed) {
            if (failed.isDueToData()) {
                throw Problem.of(ProblemType.BAD_RECORD, "the database does not take it: %s", failed.getMessage());
            }
            throw failed;
        }
    }

    private record Taken(Run run, Outcome outcome) {}

    private Taken take(Run run, AgentId agent, BatchReader.Numbers batch) {
        return contact.heard(run, agent, batch.head().fence())
                .map(ours -> append(ours, batch))
                .orElseGet(() -> late(
                        run,
                        batch,
                        "the lease of fence %d is over".formatted(batch.head().fence())));
    }

    private static Taken late(Run run, BatchReader.Numbers batch, String why) {
        int records = batch.records().size();
        var problem = Problem.of(
                ProblemType.FENCED,
                "run %s is %s, and %s: undo, and send no more",
                run.name(),
                run.state().label(),
                why);
        return new Taken(refused(run, run.progress().refused().late(records)), new Outcome.Late(problem, records));
    }

    private static Run refused(Run run, Run.Refused refused) {
        return run.with(run.progress().with(refused));
    }

    private Taken append(Run run, BatchReader.Numbers batch) {
        long expected = run.progress().stored() + 1;
        if (batch.head().firstSeq() > expected) {
            throw Problem.of(
                            ProblemType.SEQUENCE_GAP,
                            "records %d to %d are missing: send from %d on",
                            expected,
                            batch.head().firstSeq() - 1,
                            expected)
                    .with(Batch.EXPECTED_SEQ, expected);
        }
        List<Numbered<?>> fresh = fresh(batch.records(), expected);
        if (!fresh.isEmpty() && !(run.state() instanceof RunState.Running)) {
            return late(run, batch, "nothing comes after its end");
        }
        int known = batch.records().size() - fresh.size();
        Run stored = fresh.isEmpty() ? run : append(run, fresh);
        return new Taken(
                refused(stored, stored.progress().refused().duplicates(known)),
                new Outcome.Stored(
                        new Batch.Acknowledged(stored.progress().stored(), pace.millis()), fresh.size(), known));
    }

    /** Without what is stored already; of a gap that stands for many, the first numbers may be. */
    private static List<Numbered<?>> fresh(List<Numbered<?>> records, long expected) {
        List<Numbered<?>> fresh = new ArrayList<>(records.size());
        for (Numbered<?> each : records) {
            if (each.lastSeq() >= expected) {
                fresh.add(each.from(expected));
            }
        }
        return fresh;
    }

    private Run append(Run run, List<Numbered<?>> records) {
        var samples = new SeriesBlocks();
        List<Numbered<RunRecord.States>> states = new ArrayList<>();
        List<Numbered<RunRecord.Seen>> seen = new ArrayList<>();
        List<Numbered<RunRecord.Absent>> absent = new ArrayList<>();
        List<Numbered<RunRecord.Captured>> captured = new ArrayList<>();
        List<Numbered<RunRecord.CapturedPiece>> pieces = new ArrayList<>();
        List<Numbered<?>> course = new ArrayList<>();
        for (Numbered<?> each : records) {
            switch (each.record()) {
                case RunRecord.Samples record -> samples.add(each.seq(), record);
                case RunRecord.States record -> states.add(Numbered.of(each.seq(), record, each.line()));
                case RunRecord.Seen record -> seen.add(Numbered.of(each.seq(), record, each.line()));
                case RunRecord.Absent record -> absent.add(Numbered.of(each.seq(), record, each.line()));
                case RunRecord.CapturedPiece record -> pieces.add(Numbered.of(each.seq(), record, each.line()));
                case RunRecord.Captured record -> {
                    captured.add(Numbered.of(each.seq(), record, each.line()));
                    course.add(each);
                }
                default -> course.add(each);
            }
        }
        measurements.append(run.id(), new Measurements.Taken(samples, states, seen, absent));
        artifacts.append(run.id(), captured, pieces);
        Run told = timeline.append(run, course);
        return told.with(told.progress().storedTo(records.getLast().lastSeq(), newest(records)));
    }

    private static Instant newest(List<Numbered<?>> records) {
        return records.stream()
                .map(each -> each.record().at())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
