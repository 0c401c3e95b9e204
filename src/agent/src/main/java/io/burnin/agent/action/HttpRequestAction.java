package io.burnin.agent.action;

import io.burnin.agent.action.Exchange.Outcome;
import io.burnin.agent.http.Placeholders;
import io.burnin.agent.http.Requests;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request, once or several times. Where the plan gives a distance, the intended starts are fixed in advance and a slow answer
 * delays no other request; else each waits for the answer before it. One answer that is not as expected fails the step.
 */
final class HttpRequestAction {

    private final Step.HttpRequest step;
    private final StepContext context;
    private final Exchange exchange;
    private final SavedValues saved;
    private final Seed seed;
    private final RunClock clock;
    private final Latencies latencies = new Latencies();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    HttpRequestAction(Step.HttpRequest step, StepContext context, Requests requests, SavedValues saved) {
        this.step = step;
        this.context = context;
        this.exchange = new Exchange(requests, context);
        this.saved = saved;
        this.seed = Seed.of(context);
        this.clock = context.clock();
    }

    Map<String, String> perform() throws StepFailed, InterruptedException {
        if (step.every().isPresent()) {
            sideBySide(step.every().get());
        } else {
            for (int n = 1; n <= step.times(); n++) {
                send(n, clock.nanos());
            }
        }
        return facts();
    }

    private void sideBySide(Duration every) throws StepFailed, InterruptedException {
        try (var tasks = new Tasks()) {
            tasks.startPaced(step.times(), every, clock, this::send);
            tasks.awaitAll();
        }
    }

    private void send(long n, long intended) throws StepFailed, InterruptedException {
        Placeholders values = seed.placeholders(n, context, saved.of(context));
        switch (exchange.perform(step.request(), values, clock.at(intended))) {
            case Outcome.AsExpected(int status) -> count(status, clock.nanos() - intended);
            case Outcome.Unexpected unexpected -> throw Exchange.failure(unexpected);
            case Outcome.NoAnswer none -> throw Exchange.failure(none);
        }
        saved.add(context, values.saved());
    }

    private synchronized void count(int status, long took) {
        answers.merge(status, 1, Integer::sum);
        latencies.add(took);
    }

    private synchronized Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        answers.forEach((status, count) -> facts.put("status " + status, Integer.toString(count)));
        facts.putAll(latencies.facts());
        return facts;
    }
}
