package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay;
import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.journal.Replay.OccurrenceTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Leaves the target: tears down, looks a last time, makes every service as it was found, and looks whether it is. */
final class Leaving {

    private static final String TEARDOWN = "teardown";
    private static final String READY = "ready ";
    private static final int LOOKS = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Tools tools;
    private final Optional<OccurrenceTrace> before;
    private final Set<String> ready = new LinkedHashSet<>();

    Leaving(Tools tools, Replay replay) {
        this.tools = tools;
        this.before = Optional.ofNullable(replay.occurrences().get(new OccurrenceKey(TEARDOWN, 0)));
        replay.remembered().notesOf(RunExecutor.OWNER).stream()
                .filter(note -> note.startsWith(READY))
                .forEach(note -> ready.add(note.substring(READY.length())));
    }

    /** To be told when the gate is passed: what is ready now must be so at the end, if it runs then. */
    void noteReady() throws InterruptedException {
        for (String service : tools.plan().services().keySet()) {
            if (tools.services().isReady(service)) {
                ready.add(service);
                tools.recorder().note(RunExecutor.OWNER, READY + service);
            }
        }
    }

    /** @return what is not as it was found */
    List<String> run() {
        before.ifPresent(trace ->
                new Interrupted(new OccurrenceKey(TEARDOWN, 0), trace, Optional.empty()).closeOpenSteps(tools));
        var teardown = new Undoing(
                StepRunner.outside(tools, TEARDOWN),
                before.map(OccurrenceTrace::steps).orElse(Map.of()));
        teardown.run(tools.plan().teardown(), "steps");
        List<String> dirt = new ArrayList<>(teardown.failures());
        try {
            tools.observation().finish();
            dirt.addAll(restore());
        } catch (InterruptedException stopped) {
            dirt.add("interrupted before the services were as they were found");
            Thread.currentThread().interrupt();
        }
        return dirt;
    }

    /** Makes the services as they were found. */
    List<String> restore() throws InterruptedException {
        List<String> dirt = new ArrayList<>(tools.services().restore());
        for (String service : ready) {
            if (tools.services().tree(service).isPresent() && !becomesReady(service)) {
                dirt.add("%s runs, but is not ready".formatted(service));
            }
        }
        tools.guard().over(Gate.SETUP);
        return dirt;
    }

    private boolean becomesReady(String service) throws InterruptedException {
        for (int look = 1; look < LOOKS; look++) {
            if (tools.services().isReady(service)) {
                return true;
            }
            tools.pause().of(BETWEEN_LOOKS);
        }
        return tools.services().isReady(service);
    }
}
