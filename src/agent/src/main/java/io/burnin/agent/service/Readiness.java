package io.burnin.agent.service;

import io.burnin.agent.http.Placeholders;
import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Request;
import io.burnin.plan.Request.Expectation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Asks a service whether it is ready. An answer that takes longer than a second is none. */
final class Readiness {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Request request;
    private final Requests requests;
    private final Secrets secrets;
    private final RunClock clock;

    Readiness(Request request, Requests requests, Secrets secrets, RunClock clock) {
        this.request = impatient(request);
        this.requests = requests;
        this.secrets = secrets;
        this.clock = clock;
    }

    private static Request impatient(Request request) {
        Expectation expected = request.expect();
        Duration within = expected.within().compareTo(LONGEST) < 0 ? expected.within() : LONGEST;
        return new Request(
                request.method(),
                request.url(),
                request.headers(),
                request.body(),
                request.json(),
                new Expectation(expected.status(), expected.json(), within),
                request.save(),
                request.ledger());
    }

    boolean answers() throws StepFailed, InterruptedException {
        try {
            return requests.send(request, placeholders())
                    .mismatch(request.expect())
                    .isEmpty();
        } catch (IOException noAnswer) {
            return false;
        }
    }

    /** Where it listens, if that is this host. */
    Optional<InetSocketAddress> localPort() throws StepFailed {
        URI address = requests.address(request, placeholders());
        int port =
                address.getPort() >= 0 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
        try {
            InetAddress host = InetAddress.getByName(address.getHost());
            return host.isLoopbackAddress() ? Optional.of(new InetSocketAddress(host, port)) : Optional.empty();
        } catch (UnknownHostException elsewhere) {
            return Optional.empty();
        }
    }

    static boolean isOpen(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, (int) LONGEST.toMillis());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private Placeholders placeholders() {
        return new Placeholders(1, clock::now, new SplittableRandom(), secrets, Map.of());
    }
}
