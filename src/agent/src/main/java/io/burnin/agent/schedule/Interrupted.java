package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.journal.Replay.OccurrenceTrace;
import io.burnin.plan.Step;
import io.burnin.plan.Test;
import io.burnin.protocol.RunRecord;
import io.burnin.verdict.ErrorClass;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an occurrence had begun when its agent went away. */
final class Interrupted {

    private final OccurrenceKey key;
    private final OccurrenceTrace trace;
    private final Map<String, Step> begun = new LinkedHashMap<>();

    /** @param test empty for what stands outside the tests */
    Interrupted(OccurrenceKey key, OccurrenceTrace trace, Optional<Test> test) {
        this.key = key;
        this.trace = trace;
        test.ifPresent(known -> {
            find(known.steps(), "steps");
            find(known.cleanup(), "finally");
        });
    }

    /** The undo of every step that had begun, by the place of the step. */
    Map<String, Step> undo() {
        var undo = new LinkedHashMap<String, Step>();
        begun.forEach((place, step) -> step.options().undo().ifPresent(back -> undo.put(place, back)));
        return undo;
    }

    /** The services that a step had begun to harm. */
    Set<String> harmed() {
        var harmed = new LinkedHashSet<String>();
        for (Step step : begun.values()) {
            if (step instanceof Step.ServiceAct act && act.verb().isHarm()) {
                harmed.addAll(act.services());
            }
        }
        return harmed;
    }

    /** Nobody knows whether a step happened whose outcome is not on disk. */
    void closeOpenSteps(Tools tools) {
        trace.steps().forEach((place, step) -> {
            if (step.outcome().isEmpty()) {
                tools.recorder()
                        .write(new RunRecord.StepEnded(
                                tools.clock().now(),
                                key.test(),
                                key.number(),
                                place,
                                RunRecord.StepEnded.Outcome.UNKNOWN,
                                Optional.of(ErrorClass.INFRA),
                                "the agent was restarted before its outcome was known",
                                0,
                                Map.of()));
            }
        });
    }

    private void find(List<Step> steps, String place) {
        for (int i = 0; i < steps.size(); i++) {
            String here = place + "/" + i;
            Step step = steps.get(i);
            if (step instanceof Step.Parallel parallel) {
                find(parallel.steps(), here);
            } else if (step instanceof Step.Repeat repeat) {
                for (int round = 0; round < repeat.times(); round++) {
                    find(repeat.steps(), here + "/" + round);
                }
            } else if (trace.steps().containsKey(here)) {
                begun.put(here, step);
            }
        }
    }
}
