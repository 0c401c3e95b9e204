package io.burnin.agent.capture;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.capture.Sources.Found;
import io.burnin.agent.capture.Sources.Taken;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.plan.Capture.Moment;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.CapturedPiece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Takes the secrets out of what was taken and writes it to the journal, in a thread of its own and in order. Each artifact reaches
 * the journal whole or not at all, together with how much there is by then, so that none has the number of another.
 */
final class Keeper implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
    private static final String OWNER = "capture";

    /** So many captures may wait to be written: each is at most 8 MB. */
    private static final int MOST_WAITING = 4;

    private final RunClock clock;
    private final Recorder recorder;
    private final Redaction redaction;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final ExecutorService writing = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("what was captured").factory());
    private final Set<Moment> begun = EnumSet.noneOf(Moment.class);
    private Allowance allowance;

    Keeper(RunClock clock, Recorder recorder, Redaction redaction, Remembered remembered) {
        this.clock = clock;
        this.recorder = recorder;
        this.redaction = redaction;
        this.allowance = Allowance.of(remembered.notesOf(OWNER));
    }

    /** Whether that moment has not been yet, or may come again. Of one in whose middle the agent was killed all is taken anew. */
    synchronized boolean begins(Moment moment) {
        return !allowance.has(moment) && (moment == Moment.BEFORE_RESTART || begun.add(moment));
    }

    /** All that was wanted at that moment is handed over. */
    void taken(Moment moment) {
        writing.execute(() -> {
            synchronized (this) {
                allowance = allowance.with(moment);
            }
            recorder.note(OWNER, current().note());
        });
    }

    /** @param most bytes of all of it */
    void keep(List<Taken> taken, long most, Moment moment, String occasion) {
        Instant at = clock.now();
        waiting.acquireUninterruptibly();
        writing.execute(() -> {
            try {
                write(taken, most, at, moment, occasion);
            } catch (RuntimeException defect) {
                LOG.log(ERROR, "defect while keeping what was captured", defect);
            } finally {
                waiting.release();
            }
        });
    }

    private void write(List<Taken> taken, long most, Instant at, Moment moment, String occasion) {
        long left = most;
        for (Taken each : taken) {
            Artifact artifact = artifact(each, left, moment);
            left -= artifact.size();
            write(artifact, at, moment, occasion);
        }
    }

    private Artifact artifact(Taken taken, long left, Moment moment) {
        Found found = taken.of();
        return switch (taken) {
            case Taken.None(Found of, String why) -> Artifact.absent(found.name(), found.source(), why);
            case Taken.Some(Found of, Raw raw) -> {
                Allowance now = current();
                long room = Math.min(left, now.room(moment));
                yield room > 0
                        ? new Artifact(found.name(), found.source(), raw.clean(redaction, room), "")
                        : Artifact.absent(
                                found.name(),
                                found.source(),
                                "the run has captured as much as a run may: %d artifacts, %d bytes"
                                        .formatted(now.artifacts(), now.bytes()));
            }
        };
    }

    private void write(Artifact artifact, Instant at, Moment moment, String occasion) {
        if (!current().mayAdd(moment)) {
            LOG.log(WARNING, "not told: {0} at {1}", artifact.source(), moment.word());
            return;
        }
        Allowance after = current().withArtifact(artifact.size());
        List<CapturedPiece> pieces = artifact.pieces(at, after.artifacts());
        var records = new ArrayList<RunRecord>();
        records.add(artifact.record(at, after.artifacts(), moment, occasion, pieces.size()));
        records.addAll(pieces);
        if (recorder.together(records, OWNER, after.note())) {
            add(artifact.size());
        } else {
            LOG.log(WARNING, "not captured, the disk is full: {0} at {1}", artifact.source(), moment.word());
        }
    }

    private synchronized Allowance current() {
        return allowance;
    }

    private synchronized void add(long bytes) {
        allowance = allowance.withArtifact(bytes);
    }

    /** All is written. */
    @Override
    public void close() {
        writing.close();
    }
}
