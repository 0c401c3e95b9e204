package io.burnin.agent.schedule;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.journal.Replay.OccurrenceTrace;
import io.burnin.agent.journal.Replay.StepTrace;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import io.burnin.plan.Test;
import io.burnin.protocol.RunRecord;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One occurrence from its first step to the end of its settling. Whatever becomes of the steps, {@code finally} is executed, and
 * an occurrence that began has an end. The fault window opens before the first harmful step and closes when the target is calm.
 */
final class OccurrenceRunner {

    private static final System.Logger LOG = System.getLogger(OccurrenceRunner.class.getName());

    private final Tools tools;
    private final StopSignal stop;
    private final Test test;
    private final OccurrenceKey key;
    private final Supplier<Instant> until;
    private final Consumer<String> dirt;
    private final Harm harm;
    private final Map<String, Step> undo = new LinkedHashMap<>();
    private boolean faultBegan;

    /**
     * @param until when its continuous steps end, as far as is known
     * @param dirt takes what could not be undone
     */
    OccurrenceRunner(
            Tools tools, StopSignal stop, Test test, int number, Supplier<Instant> until, Consumer<String> dirt) {
        this.tools = tools;
        this.stop = stop;
        this.test = test;
        this.key = new OccurrenceKey(test.name(), number);
        this.until = until;
        this.dirt = dirt;
        this.harm = new Harm(tools, "%s %d".formatted(key.test(), key.number()), until);
    }

    /** How the steps came to their end. */
    private record Result(OccurrenceStatus status, Optional<ErrorClass> errorClass, String reason) {
        static final Result FINISHED = new Result(OccurrenceStatus.FINISHED, Optional.empty(), "");

        static Result stopped(Stop stop) {
            return new Result(OccurrenceStatus.ABORTED, Optional.of(stop.errorClass()), stop.reason());
        }
    }

    void runAnew(Instant plannedAt) {
        Instant began = tools.clock().now();
        tools.recorder().write(new RunRecord.OccurrenceStarted(began, key.test(), key.number(), plannedAt));
        runSteps(began, Map.of());
    }

    /** The end of its continuous steps was put off. */
    void lengthened() {
        harm.lengthened();
    }

    /** Goes on with load that was interrupted; what should have arrived meanwhile is part of the gap. */
    void resumeLoad(OccurrenceTrace trace) {
        new Interrupted(key, trace, Optional.of(test)).closeOpenSteps(tools);
        runSteps(trace.startedAt(), trace.steps());
    }

    /** Puts right what was interrupted. None of its steps is repeated. */
    void undoInterrupted(OccurrenceTrace trace) {
        tools.doing().step(key, "undoing after a restart of the agent");
        var interrupted = new Interrupted(key, trace, Optional.of(test));
        harm.found(interrupted.harmed());
        interrupted.closeOpenSteps(tools);
        faultBegan = trace.isInsideFault();
        StepRunner steps = StepRunner.ofTest(tools, key, trace.startedAt(), until, new Noting());
        undo.putAll(interrupted.undo());
        finish(
                steps,
                trace.steps(),
                new Result(
                        OccurrenceStatus.ABORTED,
                        Optional.of(ErrorClass.INFRA),
                        "the agent was restarted in the middle of it"));
    }

    void skip(Instant plannedAt, String reason) {
        Instant now = tools.clock().now();
        tools.recorder().write(new RunRecord.OccurrenceStarted(now, key.test(), key.number(), plannedAt));
        ended(now, new Result(OccurrenceStatus.SKIPPED, Optional.of(ErrorClass.INFRA), reason));
    }

    /** Whether all it does is to make load until its time is over. */
    static boolean isOnlyLoad(List<Step> steps) {
        return !steps.isEmpty() && steps.stream().allMatch(OccurrenceRunner::isLoad);
    }

    private static boolean isLoad(Step step) {
        return switch (step) {
            case Step.HttpLoad load -> true;
            case Step.FilesWrite files -> files.pace() instanceof Step.Pace.Continuous;
            case Step.Parallel parallel -> isOnlyLoad(parallel.steps());
            case Step.HttpRequest s -> false;
            case Step.ServiceAct s -> false;
            case Step.Await s -> false;
            case Step.Expect s -> false;
            case Step.Wait s -> false;
            case Step.Observe s -> false;
            case Step.Repeat s -> false;
        };
    }

    private void runSteps(Instant began, Map<String, StepTrace> before) {
        StepRunner steps = StepRunner.ofTest(tools, key, began, until, new Noting());
        Result result = resultOf(steps);
        boolean goesOnLater = stop.raised().filter(Stop::isInterruption).isPresent()
                && result.status() == OccurrenceStatus.ABORTED
                && isOnlyLoad(test.steps());
        if (!goesOnLater) {
            finish(steps, before, result);
        }
    }

    private Result resultOf(StepRunner steps) {
        try {
            stop.<Exception>guard(() -> steps.runAll(test.steps(), "steps"));
            return Result.FINISHED;
        } catch (InterruptedException interrupted) {
            return Result.stopped(
                    stop.raised().orElseThrow(() -> new IllegalStateException("interrupted by nobody", interrupted)));
        } catch (StepFailed failed) {
            return new Result(OccurrenceStatus.ERROR, Optional.of(failed.errorClass()), failed.getMessage());
        } catch (NotTested insufficient) {
            LOG.log(INFO, "{0} ends early: {1}", key, insufficient.getMessage());
            return Result.FINISHED;
        } catch (Exception defect) {
            LOG.log(ERROR, "defect in " + key, defect);
            return new Result(OccurrenceStatus.ERROR, Optional.of(ErrorClass.INFRA), "defect of the agent: " + defect);
        }
    }

    private void finish(StepRunner steps, Map<String, StepTrace> before, Result result) {
        tools.doing().step(key, "finally");
        new TakingBack(tools, steps, before, step -> true)
                .run(new LinkedHashMap<>(undo), test.cleanup(), harm)
                .forEach(what -> dirt.accept("%s %d: %s".formatted(key.test(), key.number(), what)));
        harm.over();
        settle();
        Instant now = tools.clock().now();
        if (faultBegan) {
            tools.recorder().write(new RunRecord.FaultEnded(now, key.test(), key.number()));
        }
        ended(now, result);
        tools.doing().over(key);
    }

    /** A run that is stopped does not wait for calm. */
    private void settle() {
        if (test.settle().isZero()) {
            return;
        }
        tools.doing().step(key, "settling for " + StepWords.of(test.settle()));
        try {
            stop.<RuntimeException>guard(() -> tools.pause().of(test.settle()));
        } catch (InterruptedException stopped) {
            LOG.log(DEBUG, "{0} settles no longer: {1}", key, stopped.getMessage());
        }
    }

    private void ended(Instant now, Result result) {
        tools.recorder()
                .write(new RunRecord.OccurrenceEnded(
                        now, key.test(), key.number(), result.status(), result.errorClass(), result.reason()));
    }

    /** The fault window opens before the guard hears, so that what its start costs falls inside. */
    private final class Noting implements StepRunner.Listener {

        @Override
        public void begins(Step step, String place) {
            tools.captures().before(step, "%s %d: %s".formatted(key.test(), key.number(), StepWords.of(step)));
            synchronized (OccurrenceRunner.this) {
                step.options().undo().ifPresent(undoStep -> undo.put(place, undoStep));
                boolean harms =
                        step instanceof Step.ServiceAct act && act.verb().isHarm();
                if (harms && !faultBegan && !test.disturbs().isEmpty()) {
                    faultBegan = true;
                    tools.recorder()
                            .write(new RunRecord.FaultBegan(tools.clock().now(), key.test(), key.number()));
                }
            }
            harm.begins(step, place);
        }

        @Override
        public void ended(String place) {
            harm.ended(place);
        }
    }
}
