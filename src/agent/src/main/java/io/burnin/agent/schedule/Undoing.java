package io.burnin.agent.schedule;

import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.journal.Replay.StepTrace;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import io.burnin.plan.Step.ServiceAct.Verb;
import io.burnin.protocol.RunRecord.StepEnded.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps that put things right: the undo of other steps, a test's {@code finally}, the plan's teardown. Each is tried whatever
 * became of the ones before, and nothing interrupts them. To start a service is to ensure it here: whoever was quicker, the guard,
 * a supervisor or a boot of the host, did no wrong.
 */
final class Undoing {

    private static final System.Logger LOG = System.getLogger(Undoing.class.getName());

    private final StepRunner steps;
    private final Map<String, StepTrace> before;
    private final List<String> failures = new ArrayList<>();

    /** @param before what had been done of them when the agent was restarted, by place */
    Undoing(StepRunner steps, Map<String, StepTrace> before) {
        this.steps = steps;
        this.before = before;
    }

    void run(List<Step> undo, String place) {
        for (int i = 0; i < undo.size(); i++) {
            run(undo.get(i), place + "/" + i);
        }
    }

    void run(Step planned, String place) {
        Step step = patient(planned);
        if (!mayRun(step, place)) {
            return;
        }
        try {
            steps.run(step, place);
        } catch (StepFailed | NotTested | RuntimeException failed) {
            LOG.log(WARNING, "{0} at {1} failed: {2}", StepWords.of(step), place, failed);
            failures.add("%s: %s".formatted(StepWords.of(step), failed.getMessage()));
        } catch (InterruptedException stopped) {
            failures.add("%s: interrupted".formatted(StepWords.of(step)));
        }
    }

    private static Step patient(Step step) {
        return step instanceof Step.ServiceAct act && act.verb() == Verb.START
                ? new Step.ServiceAct(act.options(), Verb.ENSURE, act.services(), act.within(), act.hold())
                : step;
    }

    /** What could not be put right. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * After a restart: what certainly happened is not repeated, nor what may have happened if that would be harm; ensuring is
     * looking first, and always right.
     */
    private boolean mayRun(Step step, String place) {
        Optional<StepTrace> trace = Optional.ofNullable(before.get(place));
        boolean ensures = step instanceof Step.ServiceAct act && act.verb() == Verb.ENSURE;
        if (trace.isEmpty() || ensures || step.options().idempotent()) {
            return true;
        }
        boolean happened =
                trace.get().outcome().filter(outcome -> outcome == Outcome.OK).isPresent();
        boolean harm = step instanceof Step.ServiceAct act && act.verb().isHarm();
        return !happened && !harm;
    }
}
