package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Plan;
import io.burnin.plan.Service;
import io.burnin.plan.Step;
import io.burnin.plan.Step.ServiceAct.Verb;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold before anything is injected: the host offers what the plan requires, the services run under our eyes, and every
 * step of {@code setup} worked, a canary among them.
 */
final class Gate {

    static final String SETUP = "setup";

    private static final Step.Options NO_OPTIONS =
            new Step.Options(Optional.empty(), Optional.empty(), true, Optional.empty());

    private final Tools tools;
    private final Harm harm;
    private final StepRunner setup;

    Gate(Tools tools) {
        this.tools = tools;
        Instant now = tools.clock().now();
        this.harm = new Harm(tools, SETUP, () -> now);
        this.setup = StepRunner.outside(tools, SETUP, harm);
    }

    /** Returns if the target may be tested. */
    void pass() throws StepFailed, NotTested, InterruptedException {
        Plan plan = tools.plan();
        new Requirements(tools, setup).check(plan.requires());
        tools.captures().start();
        List<String> services = inOrder(plan.services());
        tools.services().remember(Set.copyOf(services));
        List<String> stopped = takeOver(services.reversed());
        tools.observation().start();
        List<Step> steps =
                plan.setup().isEmpty() && !services.isEmpty() ? List.of(act(Verb.ENSURE, services)) : plan.setup();
        setup.runAll(steps, "steps");
        startAgain(stopped.reversed());
        harm.over();
        tools.doing().over(new OccurrenceKey(SETUP, 0));
    }

    /** All services, each after the one that it needs. */
    static List<String> inOrder(Map<String, Service> services) {
        var ordered = new LinkedHashSet<String>();
        services.keySet().forEach(name -> addAfterItsNeed(name, services, ordered));
        return List.copyOf(ordered);
    }

    static Step.ServiceAct act(Verb verb, List<String> services) {
        return new Step.ServiceAct(NO_OPTIONS, verb, services, Optional.empty(), Optional.empty());
    }

    static Step.ServiceAct act(Verb verb, List<String> services, Duration within) {
        return new Step.ServiceAct(NO_OPTIONS, verb, services, Optional.of(within), Optional.empty());
    }

    private static void addAfterItsNeed(String name, Map<String, Service> services, Set<String> ordered) {
        if (services.containsKey(name) && !ordered.contains(name)) {
            services.get(name).after().ifPresent(need -> addAfterItsNeed(need, services, ordered));
            ordered.add(name);
        }
    }

    /** Deals with services that run already, as each says. @return those that were stopped, to be started by us */
    private List<String> takeOver(List<String> services) throws StepFailed, NotTested, InterruptedException {
        var stopped = new ArrayList<String>();
        for (String name : services) {
            if (tools.services().tree(name).isEmpty()) {
                continue;
            }
            switch (tools.plan().services().get(name).running()) {
                case RESTART -> {
                    setup.run(act(Verb.STOP, List.of(name)), "running/" + name);
                    stopped.add(name);
                }
                case ADOPT ->
                    tools.event("service-adopted", name + " ran already and goes on", Map.of("service", name));
                case REFUSE ->
                    throw new StepFailed(
                            ErrorClass.CONFIG,
                            "the service %s runs already, and the plan says 'running: refuse'".formatted(name));
            }
        }
        return stopped;
    }

    /** A plan's own setup need not name every service; one that ran when we came must run. */
    private void startAgain(List<String> stopped) throws StepFailed, NotTested, InterruptedException {
        for (String name : stopped) {
            if (tools.services().tree(name).isEmpty()) {
                setup.run(act(Verb.ENSURE, List.of(name)), "running/" + name + "/again");
            }
        }
    }
}
