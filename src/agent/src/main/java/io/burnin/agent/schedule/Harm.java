package io.burnin.agent.schedule;

import io.burnin.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one part of a run does to services, from before the first harm until it is undone. The guard is told all along. */
final class Harm implements StepRunner.Listener {

    private final Tools tools;
    private final LongestTime longest;
    private final String name;
    private final Instant until;
    private final Set<String> services = new LinkedHashSet<>();
    private final Map<String, Long> underWay = new HashMap<>();
    private boolean unguarded;

    /**
     * @param name within the run
     * @param until the planned end of the part
     */
    Harm(Tools tools, String name, Instant until) {
        this.tools = tools;
        this.longest = new LongestTime(tools.plan());
        this.name = name;
        this.until = until;
    }

    @Override
    public synchronized void begins(Step step, String place) {
        if (step instanceof Step.ServiceAct act && act.verb().isHarm()) {
            services.addAll(act.services());
        }
        Duration time = longest.of(step, Duration.between(tools.clock().now(), until));
        underWay.put(place, tools.clock().nanos() + time.toNanos());
        watch();
    }

    @Override
    public synchronized void ended(String place) {
        underWay.remove(place);
        watch();
    }

    /** What an agent before this one did. */
    synchronized void found(Collection<String> harmed) {
        services.addAll(harmed);
        watch();
    }

    /** Who was harmed, in that order. */
    synchronized List<String> services() {
        return List.copyOf(services);
    }

    synchronized void over() {
        if (!services.isEmpty()) {
            tools.guard().over(name);
        }
    }

    /** The step that takes longest tells when the guard must hear of us again. */
    private void watch() {
        if (services.isEmpty()) {
            return;
        }
        long now = tools.clock().nanos();
        long left = underWay.values().stream().mapToLong(end -> end - now).max().orElse(0);
        if (!tools.guard().watch(name, Duration.ofNanos(Math.max(left, 0))) && !unguarded) {
            unguarded = true;
            tools.event(
                    "unguarded",
                    "no guard could be started: if this agent dies now, %s stays as it is until it is started again"
                            .formatted(String.join(", ", services)),
                    Map.of("harm", name));
        }
    }
}
