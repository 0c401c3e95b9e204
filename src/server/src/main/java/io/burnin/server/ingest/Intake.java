package io.burnin.server.ingest;

import io.burnin.protocol.Batch;
import io.burnin.protocol.RunRecord;
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
    private final Pace pace;

    Intake(Runs runs, Contact contact, Timeline timeline, Measurements measurements, Pace pace) {
        this.runs = runs;
        this.contact = contact;
        this.timeline = timeline;
        this.measurements = measurements;
        this.pace = pace;
    }

    /** @throws Problem FENCED, SEQUENCE_GAP or BAD_RECORD; then nothing of the batch is stored */
    @Transactional
    Batch.Acknowledged store(RunId id, AgentId agent, BatchReader.Numbers batch) {
        try {
            Run stored = runs.change(id, run -> append(run, agent, batch));
            return new Batch.Acknowledged(stored.progress().stored(), pace.millis());
        } catch (StorageFailed failed) {
            if (failed.isDueToData()) {
                throw Problem.of(ProblemType.BAD_RECORD, "the database does not take it: %s", failed.getMessage());
            }
            throw failed;
        }
    }

    private Run append(Run run, AgentId agent, BatchReader.Numbers batch) {
        Run ours = contact.heard(run, agent, batch.head().fence())
                .orElseThrow(() -> Problem.of(
                        ProblemType.FENCED,
                        "run %s is %s, and the lease of fence %d is over: undo, and send no more",
                        run.name(),
                        run.state().label(),
                        batch.head().fence()));
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
        return fresh.isEmpty() ? ours : append(ours, fresh);
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
        if (!(run.state() instanceof RunState.Running)) {
            throw Problem.of(
                    ProblemType.FENCED,
                    "run %s is %s: nothing comes after its end",
                    run.name(),
                    run.state().label());
        }
        var samples = new SeriesBlocks();
        List<Numbered<RunRecord.States>> states = new ArrayList<>();
        List<Numbered<RunRecord.Seen>> seen = new ArrayList<>();
        List<Numbered<RunRecord.Absent>> absent = new ArrayList<>();
        List<Numbered<?>> course = new ArrayList<>();
        for (Numbered<?> each : records) {
            switch (each.record()) {
                case RunRecord.Samples record -> samples.add(each.seq(), record);
                case RunRecord.States record -> states.add(Numbered.of(each.seq(), record, each.line()));
                case RunRecord.Seen record -> seen.add(Numbered.of(each.seq(), record, each.line()));
                case RunRecord.Absent record -> absent.add(Numbered.of(each.seq(), record, each.line()));
                default -> course.add(each);
            }
        }
        measurements.append(run.id(), new Measurements.Taken(samples, states, seen, absent));
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
