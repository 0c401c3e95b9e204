package io.burnin.agent.action;

import io.burnin.agent.action.Exchange.Outcome;
import io.burnin.agent.action.LoadMeter.Count;
import io.burnin.agent.http.Placeholders;
import io.burnin.agent.http.Requests;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Request;
import io.burnin.plan.Step;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Open-model load. Single failures are counted and do not end it: the product is judged by what is counted. Only a load of which
 * nothing at all succeeded has not done its work.
 */
final class HttpLoadAction {

    /** More would say more about the agent's host than about the target. */
    private static final int MOST_IN_FLIGHT = 2_000;

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final Step.HttpLoad step;
    private final StepContext context;
    private final Exchange exchange;
    private final RunClock clock;
    private final Seed seed;
    private final Mix mix;
    private final LoadMeter meter;
    private final AtomicReference<Optional<String>> lastFailure = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean wasAnswered = new AtomicBoolean();

    HttpLoadAction(Step.HttpLoad step, StepContext context, Requests requests) {
        this.step = step;
        this.context = context;
        this.exchange = new Exchange(requests, context);
        this.clock = context.clock();
        this.seed = Seed.of(context);
        this.mix = new Mix(step.flows(), seed);
        this.meter = new LoadMeter(step.options().as(), context.recorder(), clock);
    }

    Map<String, String> perform() throws StepFailed, InterruptedException {
        var loop = new OpenLoop(context, step.action());
        try (var flows = new Tasks();
                var ticking = new Tasks()) {
            ticking.start(this::tick);
            loop.run(new ArrivalTimes(step.arrivals(), seed), new Arrivals(flows));
            flows.awaitIdle(drain());
            flows.rethrow();
        } finally {
            meter.end();
        }
        if (meter.total(Count.SENT) > 0 && meter.total(Count.DONE) == 0) {
            throw new StepFailed(
                    wasAnswered.get() ? ErrorClass.TEST : ErrorClass.INFRA,
                    "none of %d arrivals succeeded; the last: %s"
                            .formatted(
                                    meter.total(Count.SENT), lastFailure.get().orElse("still without an answer")),
                    meter.facts());
        }
        return meter.facts();
    }

    private void tick() throws InterruptedException {
        while (true) {
            meter.tick();
            Thread.sleep(LoadMeter.TICK);
        }
    }

    private final class Arrivals implements OpenLoop.Arrivals {

        private final Tasks flows;

        Arrivals(Tasks flows) {
            this.flows = flows;
        }

        @Override
        public void due(long n, long intended) throws StepFailed {
            flows.rethrow();
            meter.count(Count.PLANNED);
            if (flows.running() >= MOST_IN_FLIGHT) {
                fail("not sent: %d are still without an answer".formatted(MOST_IN_FLIGHT));
                return;
            }
            flows.start(() -> arrive(n, intended));
        }

        @Override
        public void missed(long n, long intended) {
            meter.count(Count.PLANNED);
            fail("not sent: the agent's host stood still when it was due");
        }
    }

    private void arrive(long n, long intended) throws StepFailed, InterruptedException {
        meter.sent(intended);
        Instant submitted = clock.at(intended);
        Placeholders values = seed.placeholders(n, context, Map.of());
        for (Request request : mix.of(n).requests()) {
            switch (exchange.perform(request, values, submitted)) {
                case Outcome.AsExpected expected -> wasAnswered.set(true);
                case Outcome.Unexpected unexpected -> {
                    wasAnswered.set(true);
                    fail(unexpected.message());
                    return;
                }
                case Outcome.NoAnswer none -> {
                    lastFailure.set(Optional.of(none.message()));
                    if (none.late()) {
                        meter.timedOut(intended, none.message());
                    } else {
                        meter.failed(none.message());
                    }
                    return;
                }
            }
        }
        meter.done(intended);
    }

    private void fail(String why) {
        lastFailure.set(Optional.of(why));
        meter.failed(why);
    }

    /** How long the last answers may take after the last arrival. */
    private Duration drain() {
        Duration longest = step.flows().stream()
                .map(flow -> flow.requests().stream()
                        .map(request -> request.expect().within())
                        .reduce(Duration.ZERO, Duration::plus))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return longest.compareTo(LONGEST_DRAIN) < 0 ? longest.plusMillis(100) : LONGEST_DRAIN;
    }
}
