package io.burnin.agent.schedule;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import io.burnin.agent.journal.Replay;
import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step.ServiceAct.Verb;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Incident;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Executes one run from its first record to its last: gate, timetable, drain, teardown, the target as it was found. After a
 * restart of the agent it goes on where the journal ends; the end of the run stays where the plan put it.
 */
public final class RunExecutor implements Execution {

    private static final System.Logger LOG = System.getLogger(RunExecutor.class.getName());
    /** The owner of what a run notes for its own next life. */
    static final String OWNER = "run";

    private static final String STOPPED = "stopped ";
    private static final String BOOT = "boot ";
    private static final String DIRTY = "dirty ";
    /** The name under which the host tells which boot it is. */
    public static final String BOOT_ID = "bootId";

    private final Tools tools;
    private final Replay replay;
    private final Map<String, String> environment;
    private final Leaving leaving;
    private final Schedule schedule;
    private final StopSignal stop = new StopSignal();
    private final Queue<String> dirt = new ConcurrentLinkedQueue<>();
    private boolean gatePassed;
    private boolean rebooted;
    private volatile Optional<Occurrences> occurrences = Optional.empty();

    /**
     * @param replay how far the run had come; {@link Replay#ofNew} for one that begins
     * @param environment facts about the host, its {@link #BOOT_ID} among them
     */
    public RunExecutor(
            RunParts.Setting setting, RunParts parts, Pause pause, Replay replay, Map<String, String> environment) {
        this.tools = Tools.of(setting, parts, pause);
        this.replay = replay;
        this.environment = Map.copyOf(environment);
        this.leaving = new Leaving(tools, replay);
        this.schedule = new Schedule(setting.plan(), replay.assignment().tests(), setting.clock(), replay.extension());
    }

    /** What it does is interrupted, and everything is undone. */
    @Override
    public void stop(Stop why) {
        LOG.log(INFO, "ending the run: {0}, {1}", why.kind(), why.reason());
        if (!why.isInterruption()) {
            tools.recorder().note(OWNER, STOPPED + why.kind() + " " + why.reason());
        }
        stop.raise(why);
        if (why.kind() == Stop.Kind.STOP) {
            red(why.reason());
        }
    }

    @Override
    public void red(String reason) {
        Thread.ofVirtual().name("capture at red").start(() -> tools.captures().red(reason));
    }

    @Override
    public void extend(Heartbeat.Order order) {
        if (stop.raised().isPresent() || order.extension().isEmpty()) {
            return;
        }
        Heartbeat.Extension wanted = order.extension().get();
        Duration total = Duration.ofSeconds(wanted.totalSeconds());
        switch (schedule.extend(total, () -> tellExtension(total, wanted, order.reason()))) {
            case EXTENDED -> occurrences.ifPresent(Occurrences::extended);
            case NOT_NOW -> LOG.log(DEBUG, "not extended, it has not begun or its end has come: {0}", order.reason());
            case KNOWN -> {}
        }
    }

    private void tellExtension(Duration total, Heartbeat.Extension wanted, String reason) {
        LOG.log(INFO, "extending the run: {0} longer than planned, {1}", total, reason);
        tools.event(
                Heartbeat.Extension.EXTENDED,
                "the run lasts %s longer than planned, by %s: %s".formatted(StepWords.of(total), wanted.by(), reason),
                Map.of(
                        Heartbeat.Extension.TOTAL_SECONDS,
                        Long.toString(wanted.totalSeconds()),
                        "by",
                        wanted.by(),
                        "reason",
                        reason));
    }

    @Override
    public String doing() {
        return tools.doing().words();
    }

    @Override
    public Optional<RunEnded> run() {
        if (replay.ended().isPresent()) {
            return replay.ended();
        }
        try {
            begin();
            schedule.open();
            Optional<RunEnded> failed = execute();
            schedule.close();
            if (stop.raised().filter(Stop::isInterruption).isPresent()) {
                return Optional.empty();
            }
            RunEnded ended = failed.orElseGet(this::finish);
            tools.recorder().write(ended);
            return Optional.of(ended);
        } finally {
            tools.close();
        }
    }

    private boolean isResumed() {
        return replay.started().isPresent();
    }

    private void begin() {
        Instant now = tools.clock().now();
        if (!isResumed()) {
            tools.recorder().write(new RunRecord.RunStarted(now, environment));
            return;
        }
        tools.recorder().write(new RunRecord.Gap(now, replay.lastRecorded(), "the agent was away"));
        tools.event(
                Incident.AGENT_RESTARTED.kind(), "the agent was started again and goes on with the run", environment);
        rebooted = tellReboot();
        List<String> notes = replay.remembered().notesOf(OWNER);
        notes.stream().filter(note -> note.startsWith(DIRTY)).forEach(note -> dirt.add(note.substring(DIRTY.length())));
        notes.stream().filter(note -> note.startsWith(STOPPED)).findFirst().ifPresent(this::stopAgain);
    }

    /** An order that was obeyed before the restart. */
    private void stopAgain(String note) {
        String[] words = note.substring(STOPPED.length()).split(" ", 2);
        stop.raise(new Stop(Stop.Kind.valueOf(words[0]), words[1]));
    }

    /** @return the run's end, if it never came to its timetable */
    private Optional<RunEnded> execute() {
        try {
            Instant zero;
            if (replay.scheduleBegan().isPresent()) {
                zero = replay.scheduleBegan().get();
                tools.observation().start();
                if (rebooted) {
                    startAfterReboot();
                }
            } else if (isResumed()) {
                closeOpenSetup();
                return Optional.of(aborted(ErrorClass.INFRA, "the agent was restarted while the target was set up"));
            } else {
                tools.doing().phase("setting up");
                stop.<Exception>guard(this::passGate);
                zero = tools.clock().now();
                tools.recorder()
                        .write(new RunRecord.Event(zero, Replay.SCHEDULE_BEGAN, "the gate is passed", Map.of()));
            }
            follow(zero);
            return Optional.empty();
        } catch (InterruptedException stopped) {
            leaveUntested();
            return Optional.empty();
        } catch (StepFailed failed) {
            ErrorClass errorClass = failed.errorClass() == ErrorClass.CONFIG ? ErrorClass.CONFIG : ErrorClass.INFRA;
            return Optional.of(aborted(errorClass, "nothing was injected: " + failed.getMessage()));
        } catch (NotTested notReady) {
            return Optional.of(aborted(ErrorClass.INFRA, "nothing was injected: " + notReady.getMessage()));
        } catch (Exception defect) {
            LOG.log(ERROR, "defect while executing a run", defect);
            return Optional.of(aborted(ErrorClass.INFRA, "defect of the agent: " + defect));
        }
    }

    private void follow(Instant zero) throws InterruptedException {
        schedule.begin(zero);
        var all = new Occurrences(tools, stop, schedule, this::soiled);
        tools.doing().phase("waiting for the first test");
        all.start(replay.occurrences(), isResumed());
        occurrences = Optional.of(all);
        // What was ordered between those two lines is in the schedule, and nobody was told.
        all.extended();
        try {
            tools.doing().phase("waiting for the next test");
            stop.<InterruptedException>guard(this::waitForEnd);
        } finally {
            all.join();
        }
        tools.doing().phase("waiting for what is open");
        stop.<InterruptedException>guard(() -> new Drain(tools).await(zero));
    }

    private void waitForEnd() throws InterruptedException {
        while (!schedule.isOver()) {
            tools.waitUntil(schedule.end());
        }
    }

    /** @return whether this is another boot of the host than the one before */
    private boolean tellReboot() {
        String boot = environment.getOrDefault(BOOT_ID, "");
        String before = replay.remembered().notesOf(OWNER).stream()
                .filter(note -> note.startsWith(BOOT))
                .reduce((earlier, later) -> later)
                .map(note -> note.substring(BOOT.length()))
                .orElseGet(() -> replay.started().orElseThrow().environment().getOrDefault(BOOT_ID, ""));
        if (boot.equals(before)) {
            return false;
        }
        tools.event(
                Incident.REBOOTED.kind(),
                "the host was rebooted, and no step had asked for it",
                Map.of(BOOT_ID, boot, "bootIdBefore", before));
        return true;
    }

    /** A reboot leaves no service running; the rest of the run needs them. */
    private void startAfterReboot() {
        var undoing = new Undoing(StepRunner.outside(tools, "reboot"), Map.of());
        List<String> services = Gate.inOrder(tools.plan().services());
        if (!services.isEmpty()) {
            undoing.run(Gate.act(Verb.ENSURE, services), "steps/0");
        }
        undoing.failures().forEach(this::soiled);
        tools.recorder().note(OWNER, BOOT + environment.getOrDefault(BOOT_ID, ""));
    }

    private RunEnded finish() {
        leaveTarget("the tests are over");
        Instant now = tools.clock().now();
        return stop.raised()
                .map(why -> new RunEnded(now, why.outcome(), Optional.of(why.errorClass()), why.reason(), dirty()))
                .orElseGet(() -> new RunEnded(now, RunEnded.Outcome.FINISHED, Optional.empty(), "", dirty()));
    }

    private RunEnded aborted(ErrorClass errorClass, String reason) {
        leaveTarget(reason);
        return new RunEnded(tools.clock().now(), RunEnded.Outcome.ABORTED, Optional.of(errorClass), reason, dirty());
    }

    private void leaveTarget(String reason) {
        stop.raised()
                .filter(why -> why.kind() == Stop.Kind.STOP)
                .ifPresent(why -> tools.captures().red(why.reason()));
        tools.captures().end(stop.raised().map(Stop::reason).orElse(reason));
        tools.doing().phase("leaving the target as it was found");
        leaving.run().forEach(this::soiled);
    }

    /** What the gate stopped must not wait for the next start of the agent. */
    private void leaveUntested() {
        boolean setUp = replay.scheduleBegan().isPresent() || gatePassed;
        if (setUp || stop.raised().filter(Stop::isInterruption).isEmpty()) {
            return;
        }
        try {
            leaving.restore().forEach(this::soiled);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void passGate() throws StepFailed, NotTested, InterruptedException {
        new Gate(tools).pass();
        leaving.noteReady();
        gatePassed = true;
    }

    private void closeOpenSetup() {
        var setup = new OccurrenceKey(Gate.SETUP, 0);
        Optional.ofNullable(replay.occurrences().get(setup))
                .ifPresent(trace -> new Interrupted(setup, trace, Optional.empty()).closeOpenSteps(tools));
    }

    /** Said at once, and remembered through a restart: whatever becomes of the run, it is Red. */
    private void soiled(String what) {
        dirt.add(what);
        tools.recorder().note(OWNER, DIRTY + what);
        tools.event("target-dirty", what, Map.of());
    }

    private String dirty() {
        return String.join("; ", dirt);
    }
}
