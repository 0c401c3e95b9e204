package io.burnin.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalRecorder;
import io.burnin.agent.journal.Replay;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.link.Backoff;
import io.burnin.agent.link.Refusals;
import io.burnin.agent.link.Sender;
import io.burnin.agent.record.ClockWatch;
import io.burnin.agent.record.EvidenceWatch;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.rehearsal.Rehearsal;
import io.burnin.agent.schedule.Execution;
import io.burnin.agent.schedule.RunExecutor;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.schedule.Stop;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Mode;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run on this host: a thread executes it, another sends its journal. The execution never waits for the server, and the
 * sending goes on when the execution is over.
 */
final class RunWork {

    private static final System.Logger LOG = System.getLogger(RunWork.class.getName());

    private final Workshop workshop;
    private final Journal journal;
    private final Sender sender;
    private final JournalRecorder recorder;
    private final RunTime time;
    private final Optional<Execution> executor;
    private final boolean foreign;
    private final Backoff backoff = new Backoff(Workshop.LONGEST_RETRY, new Random());
    private final CountDownLatch ending = new CountDownLatch(1);
    private Optional<EvidenceWatch> watch = Optional.empty();
    private final Thread executing;
    private final Thread sending;

    private RunWork(Workshop workshop, Journal journal, Replay replay) {
        this.workshop = workshop;
        this.journal = journal;
        this.time = RunTime.of(workshop.time(), workshop.boot(), replay);
        this.recorder = new JournalRecorder(journal, time.clock());
        this.sender = new Sender(
                journal,
                workshop.server(),
                new Refusals(workshop.folders().setAside(run())),
                time.clock()::now,
                backoff,
                Sender.Patience.WAITS);
        this.foreign = workshop.folders().isForeign(run());
        this.executor = executor(replay);
        String name = "run " + journal.assignment().number();
        this.executing = workshop.time().pause().thread(this::execute);
        this.executing.setName(name);
        this.sending = Thread.ofVirtual().name(name + " sender").unstarted(this::send);
    }

    /** Begins a run that was leased. */
    static RunWork begin(Workshop workshop, Assignment assignment) throws IOException {
        Journal journal = workshop.folders().create(assignment);
        return started(new RunWork(workshop, journal, Replay.ofNew(assignment)));
    }

    /** Goes on with a run that has a journal: executes what is left of it, and sends what the server lacks. */
    static RunWork resume(Workshop workshop, String run) throws IOException {
        Journal.Opened opened = workshop.folders().open(run);
        return started(new RunWork(workshop, opened.journal(), opened.replay()));
    }

    /** The same under a newer lease: the server has forgotten how far the run was. */
    static RunWork resume(Workshop workshop, Assignment newer) throws IOException {
        workshop.folders().reopen(newer.run());
        Journal.Opened opened = workshop.folders().open(newer.run());
        // The wall clock may be hours from the run's, and the run would go on from there.
        opened.journal().renew(opened.replay().lastRecorded(), newer);
        return started(new RunWork(workshop, opened.journal(), opened.replay()));
    }

    private static RunWork started(RunWork work) {
        LOG.log(
                INFO,
                "working on run {0} of {1}",
                work.journal.assignment().number(),
                work.journal.assignment().plan());
        work.executing.start();
        work.sending.start();
        return work;
    }

    String run() {
        return journal.assignment().run();
    }

    /** Whether it was recorded on another host and is only sent from here. */
    boolean isForeign() {
        return foreign;
    }

    /** Whether it still touches the target. */
    boolean isExecuting() {
        return executing.isAlive();
    }

    /** Whether nothing is left to be done or sent. */
    boolean isOver() {
        return !executing.isAlive() && !sending.isAlive();
    }

    Heartbeat.Progress progress() {
        return new Heartbeat.Progress(
                run(),
                journal.assignment().fence(),
                journal.lastSeq(),
                isExecuting() ? executor.map(Execution::doing).orElse("ending") : "sending what is left",
                time.ahead().toNanos() / 1e6);
    }

    void renew(Assignment newer) {
        journal.renew(time.clock().now(), newer);
    }

    /** What the server wants; returns at once. */
    void obey(Heartbeat.Order order) {
        Stop.by(order).ifPresentOrElse(this::stop, () -> extend(order));
    }

    private void extend(Heartbeat.Order order) {
        if (isExecuting()) {
            executor.ifPresent(run -> run.extend(order));
        }
    }

    /** Ends it before its time; returns at once. */
    void stop(Stop why) {
        if (isExecuting()) {
            executor.ifPresent(run -> run.stop(why));
        }
    }

    /** A check of it is red for certain; returns at once. */
    void red(String reason) {
        if (isExecuting()) {
            executor.ifPresent(run -> run.red(reason));
        }
    }

    /** Waits until it does not touch the target any more, and sends no more. */
    void awaitInterrupted() throws InterruptedException {
        ending.countDown();
        executing.join();
        sending.interrupt();
        sending.join();
        journal.close();
    }

    /** Empty if nothing is left to be executed. */
    private Optional<Execution> executor(Replay replay) {
        if (foreign || replay.ended().isPresent()) {
            return Optional.empty();
        }
        try {
            Assignment assignment = replay.assignment();
            Plan plan = PlanFile.read(assignment.source()).plan(assignment.profile(), assignment.parameters());
            if (assignment.mode() == Mode.BURN_IN) {
                watch = time.watch(plan, recorder);
            }
            var setting = new RunParts.Setting(
                    plan, time.clock(), passing(), workshop.policy(), workshop.secrets(), replay.remembered());
            return Optional.of(
                    switch (assignment.mode()) {
                        case BURN_IN ->
                            new RunExecutor(setting, workshop.parts(), time.pause(), replay, workshop.environment());
                        case REHEARSAL -> new Rehearsal(setting, replay, workshop.environment());
                    });
        } catch (PlanException unusable) {
            abort(replay, ErrorClass.CONFIG, "this agent cannot read the plan: " + unusable.getMessage());
        } catch (RuntimeException defect) {
            LOG.log(ERROR, "defect before a run", defect);
            abort(replay, ErrorClass.INFRA, "defect of the agent before the run: " + defect);
        }
        return Optional.empty();
    }

    /** Whoever watches sees all that is recorded. */
    private Recorder passing() {
        return watch.<Recorder>map(watching -> watching).orElse(recorder);
    }

    private void abort(Replay replay, ErrorClass errorClass, String reason) {
        Instant now = time.clock().now();
        if (replay.started().isEmpty()) {
            recorder.write(new RunRecord.RunStarted(now, workshop.environment()));
        }
        String dirty = replay.started().isPresent() ? "what the run did before was not undone" : "";
        recorder.write(new RunEnded(now, RunEnded.Outcome.ABORTED, Optional.of(errorClass), reason, dirty));
    }

    private void execute() {
        boolean goesOnLater = false;
        KeepAwake.Held awake = workshop.keepAwake().hold();
        Thread watching = Thread.ofPlatform()
                .name("watch of run " + journal.assignment().number())
                .daemon()
                .start(this::watch);
        try {
            Optional<RunEnded> ended = executor.flatMap(Execution::run);
            goesOnLater = executor.isPresent() && ended.isEmpty();
            ended.ifPresent(end ->
                    LOG.log(INFO, "run {0} ended {1} {2}", journal.assignment().number(), end.outcome(), end.reason()));
        } catch (RuntimeException defect) {
            LOG.log(
                    ERROR,
                    "run %d ended by a defect".formatted(journal.assignment().number()),
                    defect);
            passing()
                    .write(new RunEnded(
                            time.clock().now(),
                            RunEnded.Outcome.ABORTED,
                            Optional.of(ErrorClass.INFRA),
                            "defect of the agent: " + defect,
                            "what the run did may not have been undone"));
        } finally {
            awake.close();
            // First, so that no interrupt hits it while it writes: that would close the journal.
            watch.ifPresent(EvidenceWatch::close);
            watching.interrupt();
            recorder.close();
        }
        if (!goesOnLater && isWritten()) {
            sender.complete();
        }
    }

    private void watch() {
        while (true) {
            try {
                Thread.sleep(ClockWatch.EVERY);
                watch.ifPresent(EvidenceWatch::look);
            } catch (InterruptedException over) {
                return;
            } catch (UncheckedIOException full) {
                LOG.log(
                        ERROR,
                        "run %d is not watched".formatted(journal.assignment().number()),
                        full);
            }
        }
    }

    /** Waits for a disk that is full. @return false if the agent is to end meanwhile; then it goes on with what is on disk */
    private boolean isWritten() {
        try {
            while (!recorder.isWritten()) {
                if (ending.await(1, TimeUnit.SECONDS)) {
                    return recorder.isWritten();
                }
            }
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void send() {
        try {
            if (sender.send() instanceof Sender.End.Gone(String why)) {
                stop(new Stop(Stop.Kind.ABANDON, "the run is another's, or over: " + why));
                executing.join();
            }
            markDone();
            journal.close();
        } catch (InterruptedException shutDown) {
            LOG.log(
                    INFO,
                    "run {0}: the rest is sent when the agent is started again",
                    journal.assignment().number());
        } catch (IOException | RuntimeException defect) {
            LOG.log(
                    ERROR,
                    "run %d cannot be sent".formatted(journal.assignment().number()),
                    defect);
        }
    }

    private void markDone() throws InterruptedException {
        var done = new RunFolders.Done(
                run(),
                journal.assignment().fence(),
                journal.lastSeq(),
                workshop.clock().instant());
        while (true) {
            try {
                workshop.folders().done(done);
                return;
            } catch (IOException full) {
                LOG.log(
                        WARNING,
                        "not taken down that run {0} is done: {1}",
                        journal.assignment().number(),
                        full);
                Thread.sleep(backoff.next());
            }
        }
    }
}
