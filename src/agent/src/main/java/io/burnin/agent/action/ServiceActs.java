package io.burnin.agent.action;

import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Services;
import io.burnin.plan.Step;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Orders to services, in the order given. */
final class ServiceActs {

    private final Step.ServiceAct step;
    private final StepContext context;
    private final Services services;

    ServiceActs(Step.ServiceAct step, StepContext context) {
        this.step = step;
        this.context = context;
        this.services = context.services();
    }

    /** The facts of each service, e.g. {@code core.pids}. */
    Map<String, String> perform() throws StepFailed, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String service : step.services()) {
            Map<String, String> itsFacts = perform(service);
            requireReadyForTheRun(service, itsFacts);
            itsFacts.forEach((fact, value) -> facts.put(service + "." + fact, value));
        }
        return facts;
    }

    private Map<String, String> perform(String service) throws StepFailed, InterruptedException {
        String origin = context.test();
        return switch (step.verb()) {
            case START -> services.start(service, origin, step.within());
            case STOP -> services.stop(service, origin, step.within());
            case KILL -> services.kill(service, origin, step.within());
            case PAUSE -> services.pause(service, origin, hold());
            case ENSURE -> services.ensure(service, origin, step.within());
            case RESTART -> {
                if (services.tree(service).isPresent()) {
                    services.stop(service, origin, step.within());
                }
                yield services.start(service, origin, step.within());
            }
        };
    }

    /** In a test that is the product's failure and the test goes on; before the tests there is nothing to test. */
    private void requireReadyForTheRun(String service, Map<String, String> facts) throws StepFailed {
        if (context.test().equals("setup") && "false".equals(facts.get("ready"))) {
            throw new StepFailed(
                    ErrorClass.INFRA, "%s is not ready: %s".formatted(service, facts.getOrDefault("why", "")), facts);
        }
    }

    private Duration hold() throws StepFailed {
        return step.hold()
                .orElseThrow(() -> new StepFailed(ErrorClass.CONFIG, "service.pause needs `for`, how long it lasts"));
    }
}
