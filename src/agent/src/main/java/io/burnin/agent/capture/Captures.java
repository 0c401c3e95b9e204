package io.burnin.agent.capture;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.policy.NamedSecrets;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services.Living;
import io.burnin.plan.Capture;
import io.burnin.plan.Capture.Moment;
import io.burnin.plan.Plan;
import io.burnin.plan.Step;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.CapturedPiece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes what the plan wants to keep of its target, at the moments that it names. What cannot be taken is told as absent, and why; no
 * capture ends a run. Each artifact reaches the journal whole or not at all, together with what has been taken by then, so that
 * none is taken twice. Safe for many threads; one taking at a time.
 */
public final class Captures {

    private static final System.Logger LOG = System.getLogger(Captures.class.getName());
    private static final String OWNER = "capture";

    /** What is not begun by then is told as absent: a step may wait for it. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Plan plan;
    private final RunClock clock;
    private final Recorder recorder;
    private final Sources sources;
    private Allowance allowance;
    private boolean isClosed;

    /** @param living the processes of a service, the root first */
    public Captures(
            Plan plan,
            RunClock clock,
            Recorder recorder,
            Function<String, List<Living>> living,
            Policy policy,
            Secrets secrets,
            Remembered remembered) {
        this.plan = plan;
        this.clock = clock;
        this.recorder = recorder;
        Redaction redaction = Redaction.of(
                plan.captures().isEmpty() ? Set.of() : NamedSecrets.of(plan).keySet(), secrets);
        this.sources = new Sources(
                clock, policy, new FileEnd(redaction), new ProcessList(living, ProcessTable.ofThisHost(), redaction));
        this.allowance = Allowance.of(remembered.notesOf(OWNER));
    }

    /** What is required holds, and nothing has been touched. */
    public void start() {
        take(Moment.START, "the run begins");
    }

    /** Only what comes first counts. */
    public void red(String reason) {
        take(Moment.RED, reason);
    }

    /** To be told of each step of a test before it acts. */
    public void before(Step step, String occasion) {
        if (step instanceof Step.ServiceAct act && act.verb().endsProcesses()) {
            take(Moment.BEFORE_RESTART, occasion);
        }
    }

    /** Nothing is taken after it. */
    public synchronized void end(String reason) {
        take(Moment.END, reason);
        isClosed = true;
    }

    private synchronized void take(Moment moment, String occasion) {
        List<Capture> wanted = plan.captures().stream()
                .filter(capture -> capture.when().contains(moment))
                .toList();
        if (isClosed || wanted.isEmpty() || allowance.has(moment)) {
            return;
        }
        try {
            takeAll(wanted, moment, occasion);
        } catch (RuntimeException defect) {
            LOG.log(ERROR, "defect while capturing at " + moment.word(), defect);
        }
    }

    private void takeAll(List<Capture> wanted, Moment moment, String occasion) {
        long began = clock.nanos();
        for (Capture capture : wanted) {
            long left = capture.max();
            for (Sources.Found found : sources.of(capture.source())) {
                boolean late = clock.nanos() - began > LONGEST.toNanos();
                Artifact artifact = late
                        ? found.absent("what was to be captured before it took %d s".formatted(LONGEST.toSeconds()))
                        : artifact(found, moment, left);
                left -= artifact.size();
                keep(artifact, moment, occasion);
            }
        }
        allowance = allowance.with(moment);
        recorder.note(OWNER, allowance.note());
    }

    private Artifact artifact(Sources.Found found, Moment moment, long left) {
        long room = allowance.room(moment);
        if (room == 0) {
            return found.absent("the run has captured as much as a run may: %d artifacts, %d bytes"
                    .formatted(allowance.artifacts(), allowance.bytes()));
        }
        return left <= 0
                ? found.absent("the max of its capture is used up by files that were written later")
                : sources.take(found, Math.min(room, left));
    }

    private void keep(Artifact artifact, Moment moment, String occasion) {
        if (!allowance.mayAdd(moment)) {
            LOG.log(WARNING, "not told: {0} at {1}", artifact.source(), moment.word());
            return;
        }
        Allowance after = allowance.withArtifact(artifact.size());
        List<CapturedPiece> pieces = artifact.pieces(clock.now(), after.artifacts());
        var records = new ArrayList<RunRecord>();
        records.add(artifact.record(clock.now(), after.artifacts(), moment, occasion, pieces.size()));
        records.addAll(pieces);
        if (recorder.together(records, OWNER, after.note())) {
            allowance = after;
        } else {
            LOG.log(WARNING, "not captured, the disk is full: {0} at {1}", artifact.source(), moment.word());
        }
    }
}
