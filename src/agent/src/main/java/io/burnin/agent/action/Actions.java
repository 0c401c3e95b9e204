package io.burnin.agent.action;

import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import java.util.Map;

/** Performs steps. On interrupt it releases what it holds and throws on within a second. */
@FunctionalInterface
public interface Actions extends AutoCloseable {

    /**
     * Performs one step other than {@code repeat} and {@code parallel}, whose parts the schedule performs one by one.
     *
     * @return facts for the report, e.g. status and time of an answer
     * @throws StepFailed if the step could not do its work
     */
    Map<String, String> perform(Step step, StepContext context) throws StepFailed, InterruptedException;

    /** Lets go of what all steps of the run share. */
    @Override
    default void close() {}
}
