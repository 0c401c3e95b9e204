package io.burnin.agent.schedule;

import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Holds a step to its {@code timeout}. */
final class TimeLimit {

    interface Act {
        Map<String, String> perform() throws StepFailed, NotTested, InterruptedException;
    }

    private TimeLimit() {}

    static Map<String, String> of(Pause pause, Step step, Act act) throws StepFailed, NotTested, InterruptedException {
        Optional<Duration> limit = step.options().timeout();
        if (limit.isEmpty()) {
            return act.perform();
        }
        var detail = new AtomicReference<>(Map.<String, String>of());
        if (!Together.within(pause, limit.get(), index -> detail.set(act.perform()))) {
            throw new StepFailed(
                    ErrorClass.TIMEOUT,
                    "%s took longer than its timeout of %s".formatted(step.action(), StepWords.of(limit.get())));
        }
        return detail.get();
    }
}
