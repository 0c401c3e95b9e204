package io.burnin.agent.schedule;

import io.burnin.agent.action.StepContext;
import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.StepEnded.Outcome;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.Expectation.Result;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Performs the steps of one occurrence: each is on disk before it acts, and its outcome after. Places name a step within its
 * test: {@code steps/2/7/0} is the first step of the eighth round of the third.
 */
final class StepRunner {

    /** Hears of each step before its intent is on disk, and again when its outcome is. */
    interface Listener {

        Listener NONE = new Listener() {
            @Override
            public void begins(Step step, String place) {}

            @Override
            public void ended(String place) {}
        };

        void begins(Step step, String place);

        void ended(String place);
    }

    private final Tools tools;
    private final OccurrenceKey occurrence;
    private final Instant began;
    private final Optional<Supplier<Instant>> until;
    private final Expectations expectations;
    private final boolean everythingMustBeMet;
    private final Listener listener;

    private StepRunner(
            Tools tools,
            OccurrenceKey occurrence,
            Instant began,
            Optional<Supplier<Instant>> until,
            boolean everythingMustBeMet,
            Listener listener) {
        this.tools = tools;
        this.occurrence = occurrence;
        this.began = began;
        this.until = until;
        this.expectations = new Expectations(tools, occurrence.test(), occurrence.number(), began);
        this.everythingMustBeMet = everythingMustBeMet;
        this.listener = listener;
    }

    /** @param until when its continuous steps end, as far as is known */
    static StepRunner ofTest(
            Tools tools, OccurrenceKey occurrence, Instant began, Supplier<Instant> until, Listener listener) {
        return new StepRunner(tools, occurrence, began, Optional.of(until), false, listener);
    }

    /** Outside a test an expectation that is not met ends the steps. */
    static StepRunner outside(Tools tools, String part) {
        return outside(tools, part, Listener.NONE);
    }

    static StepRunner outside(Tools tools, String part, Listener listener) {
        return new StepRunner(tools, new OccurrenceKey(part, 0), tools.clock().now(), Optional.empty(), true, listener);
    }

    /** One after the other. */
    void runAll(List<Step> steps, String place) throws StepFailed, NotTested, InterruptedException {
        boolean outermost = place.indexOf('/') < 0;
        for (int i = 0; i < steps.size(); i++) {
            if (outermost) {
                tell("%d/%d: %s %s", i + 1, steps.size(), steps.get(i).action(), StepWords.of(steps.get(i)));
            }
            run(steps.get(i), place + "/" + i);
        }
    }

    private void tell(String words, Object... values) {
        tools.doing().step(occurrence, words.formatted(values));
    }

    void run(Step step, String place) throws StepFailed, NotTested, InterruptedException {
        switch (step) {
            case Step.Repeat repeat -> {
                for (int round = 0; round < repeat.times(); round++) {
                    runAll(repeat.steps(), place + "/" + round);
                }
            }
            case Step.Parallel parallel ->
                Together.run(
                        tools.pause(),
                        parallel.steps().size(),
                        i -> run(parallel.steps().get(i), place + "/" + i));
            case Step.HttpRequest s -> perform(s, place);
            case Step.HttpLoad s -> perform(s, place);
            case Step.FilesWrite s -> perform(s, place);
            case Step.ServiceAct s -> perform(s, place);
            case Step.Await s -> perform(s, place);
            case Step.Expect s -> perform(s, place);
            case Step.Wait s -> perform(s, place);
            case Step.Observe s -> perform(s, place);
        }
    }

    private void perform(Step step, String place) throws StepFailed, NotTested, InterruptedException {
        listener.begins(step, place);
        try {
            intend(step, place);
            carryOut(step, place);
        } finally {
            listener.ended(place);
        }
    }

    private void carryOut(Step step, String place) throws StepFailed, NotTested, InterruptedException {
        long start = tools.clock().nanos();
        try {
            Map<String, String> detail = TimeLimit.of(tools.pause(), step, () -> act(step, place));
            ended(place, Outcome.OK, Optional.empty(), "", start, detail);
        } catch (StepFailed failed) {
            ended(place, Outcome.FAILED, Optional.of(failed.errorClass()), message(failed), start, failed.detail());
            throw failed;
        } catch (NotTested notMet) {
            ended(place, Outcome.OK, Optional.empty(), notMet.getMessage(), start, Map.of());
            throw notMet;
        } catch (InterruptedException stopped) {
            ended(place, Outcome.CANCELED, Optional.of(ErrorClass.CANCELED), "", start, Map.of());
            throw stopped;
        } catch (RuntimeException defect) {
            var failed = new StepFailed(ErrorClass.INFRA, "defect of the agent: " + defect);
            failed.initCause(defect);
            ended(place, Outcome.FAILED, Optional.of(ErrorClass.INFRA), message(failed), start, Map.of());
            throw failed;
        }
    }

    /** What is not on disk does not act: after a kill nobody would know that it must be undone. */
    private void intend(Step step, String place) throws StepFailed {
        try {
            tools.recorder()
                    .write(new RunRecord.StepIntended(
                            tools.clock().now(),
                            occurrence.test(),
                            occurrence.number(),
                            place,
                            step.action(),
                            StepWords.of(step)));
        } catch (UncheckedIOException full) {
            throw new StepFailed(ErrorClass.INFRA, "not begun: " + full.getMessage());
        }
    }

    private Map<String, String> act(Step step, String place) throws StepFailed, NotTested, InterruptedException {
        switch (step) {
            case Step.Await await -> {
                return judged(step, expectations.await(await, place));
            }
            case Step.Expect expect -> {
                return judged(step, expectations.expect(expect, place));
            }
            case Step.Wait wait -> {
                tools.pause().of(wait.time());
                return Map.of();
            }
            case Step.Observe observe -> {
                tools.observation().observe(observe.probe());
                return Map.of();
            }
            default -> {
                return tools.actions().perform(step, context(place));
            }
        }
    }

    private Map<String, String> judged(Step step, Result result) throws NotTested {
        if (result == Result.INSUFFICIENT || everythingMustBeMet && result != Result.MET) {
            throw new NotTested("%s was not met".formatted(StepWords.of(step)));
        }
        return Map.of("result", result.name());
    }

    private StepContext context(String place) {
        return new StepContext(
                occurrence.test(),
                occurrence.number(),
                place,
                began,
                until,
                tools.clock(),
                tools.recorder(),
                tools.services(),
                tools.observation(),
                tools.observation(),
                tools.policy(),
                tools.secrets());
    }

    private void ended(
            String place,
            Outcome outcome,
            Optional<ErrorClass> errorClass,
            String message,
            long start,
            Map<String, String> detail) {
        tools.recorder()
                .write(new RunRecord.StepEnded(
                        tools.clock().now(),
                        occurrence.test(),
                        occurrence.number(),
                        place,
                        outcome,
                        errorClass,
                        message,
                        (tools.clock().nanos() - start) / 1e6,
                        detail));
    }

    private static String message(Exception failed) {
        return String.valueOf(failed.getMessage());
    }
}
