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
import java.util.function.Supplier;

/** What one part of a run does to services, from before the first harm until it is undone. The guard is told all along. */
final class Harm implements StepRunner.Listener {

    private final Tools tools;
    private final LongestTime longest;
    private final String name;
    private final Supplier<Instant> until;
    private final Set<String> services = new LinkedHashSet<>();
    private final Map<String, UnderWay> underWay = new HashMap<>();
    private boolean unguarded;
    private boolean isOver;

    /**
     * @param name within the run
     * @param until the planned end of the part, as far as is known
     */
    Harm(Tools tools, String name, Supplier<Instant> until) {
        this.tools = tools;
        this.longest = new LongestTime(tools.plan());
        this.name = name;
        this.until = until;
    }

    private record UnderWay(Step step, Instant at, long nanos) {}

    @Override
    public synchronized void begins(Step step, String place) {
        if (step instanceof Step.ServiceAct act && act.verb().isHarm()) {
            services.addAll(act.services());
        }
        long now = tools.clock().nanos();
        underWay.put(place, new UnderWay(step, tools.clock().at(now), now));
        watch();
    }

    @Override
    public synchronized void ended(String place) {
        underWay.remove(place);
        watch();
    }

    /** Load goes on for longer than it was thought to: the guard must not take that for an agent that hangs. */
    synchronized void lengthened() {
        if (!isOver && !underWay.isEmpty()) {
            watch();
        }
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
        isOver = true;
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
        long left = underWay.values().stream()
                .mapToLong(step -> end(step) - now)
                .max()
                .orElse(0);
        if (!tools.guard().watch(name, Duration.ofNanos(Math.max(left, 0))) && !unguarded) {
            unguarded = true;
            tools.event(
                    "unguarded",
                    "no guard could be started: if this agent dies now, %s stays as it is until it is started again"
                            .formatted(String.join(", ", services)),
                    Map.of("harm", name));
        }
    }

    private long end(UnderWay step) {
        Duration time = longest.of(step.step(), Duration.between(step.at(), until.get()));
        return step.nanos() + time.toNanos();
    }
}
