package io.burnin.agent.probe;

import io.burnin.agent.http.Answer;
import io.burnin.agent.http.Placeholders;
import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Request;
import io.burnin.plan.Template;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Sends the requests of probes. */
final class Asker {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Requests requests;
    private final Secrets secrets;
    private final RunClock clock;
    private final AtomicLong sent = new AtomicLong();

    Asker(Requests requests, Secrets secrets, RunClock clock) {
        this.requests = requests;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @throws IOException if there is no answer; {@link Refused} if it may not even be asked */
    Answer ask(Request request) throws IOException, InterruptedException {
        try {
            return requests.send(request, placeholders());
        } catch (StepFailed refused) {
            throw new Refused(refused.getMessage());
        }
    }

    /** Asks for a page and waits for two seconds. */
    Answer get(String url) throws IOException, InterruptedException {
        return ask(getOf(url));
    }

    /** @throws StepFailed if policy or a missing secret forbids it */
    void requireAllowed(Request request) throws StepFailed {
        requests.address(request, placeholders());
    }

    static Request getOf(String url) {
        return new Request(
                "GET",
                new Template(url),
                Map.of(),
                Optional.empty(),
                false,
                new Request.Expectation(Set.of(), Map.of(), PATIENCE),
                Map.of(),
                Map.of());
    }

    private Placeholders placeholders() {
        return new Placeholders(sent.incrementAndGet(), clock::now, RandomGenerator.getDefault(), secrets, Map.of());
    }
}
