package io.burnin.agent.action;

import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import java.util.Map;

/** Every step that acts. Those that only wait for or judge the product, and those made of others, are the schedule's. */
public final class StandardActions implements Actions {

    private final Requests requests;
    private final SavedValues saved = new SavedValues();

    public StandardActions(Policy policy) {
        this.requests = new Requests(policy);
    }

    @Override
    public Map<String, String> perform(Step step, StepContext context) throws StepFailed, InterruptedException {
        return switch (step) {
            case Step.HttpRequest request -> new HttpRequestAction(request, context, requests, saved).perform();
            case Step.HttpLoad load -> new HttpLoadAction(load, context, requests).perform();
            case Step.FilesWrite write -> new FilesWriteAction(write, context).perform();
            case Step.ServiceAct act -> new ServiceActs(act, context).perform();
            case Step.Wait wait -> {
                Thread.sleep(wait.time());
                yield Map.of();
            }
            case Step.Observe observe -> {
                context.live().observe(observe.probe());
                yield Map.of();
            }
            case Step.Await await -> throw notAnAct(await);
            case Step.Expect expect -> throw notAnAct(expect);
            case Step.Repeat repeat -> throw notAnAct(repeat);
            case Step.Parallel parallel -> throw notAnAct(parallel);
        };
    }

    @Override
    public void close() {
        requests.close();
    }

    private static IllegalStateException notAnAct(Step step) {
        return new IllegalStateException("the schedule performs %s itself".formatted(step.action()));
    }
}
