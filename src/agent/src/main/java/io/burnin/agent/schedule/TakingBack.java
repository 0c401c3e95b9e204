package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay.StepTrace;
import io.burnin.plan.Step;
import io.burnin.plan.Step.ServiceAct.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Puts right what one occurrence did: the undo of its steps, the latest first, then its {@code finally}. Then it looks at every
 * service that was harmed; one that is not ready is ensured once more, and what still is not is dirt.
 */
final class TakingBack {

    private static final Duration ONCE_MORE = Duration.ofSeconds(10);

    private final Tools tools;
    private final Undoing undoing;
    private final Predicate<Step> wanted;

    /**
     * @param before what had been done of it when the agent went away, by place
     * @param wanted which steps of {@code finally} are executed
     */
    TakingBack(Tools tools, StepRunner steps, Map<String, StepTrace> before, Predicate<Step> wanted) {
        this.tools = tools;
        this.undoing = new Undoing(steps, before);
        this.wanted = wanted;
    }

    /** @return what could not be put right */
    List<String> run(Map<String, Step> undo, List<Step> cleanup, Harm harm) {
        List.copyOf(undo.entrySet())
                .reversed()
                .forEach(entry -> undoing.run(entry.getValue(), "undo/" + entry.getKey()));
        for (int i = 0; i < cleanup.size(); i++) {
            if (wanted.test(cleanup.get(i))) {
                undoing.run(cleanup.get(i), "finally/" + i);
            }
        }
        List<String> dirt = new ArrayList<>();
        for (String service : harm.services()) {
            if (!isReady(service) && !isReadyOnceEnsured(service)) {
                dirt.add("%s was harmed and is not ready".formatted(service));
            }
        }
        dirt.addAll(0, undoing.failures());
        return dirt;
    }

    private boolean isReadyOnceEnsured(String service) {
        undoing.run(Gate.act(Verb.ENSURE, List.of(service), ONCE_MORE), "verify/" + service);
        return isReady(service);
    }

    private boolean isReady(String service) {
        try {
            return tools.services().isReady(service);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
