package io.burnin.agent.rehearsal;

import io.burnin.agent.http.Answer;
import io.burnin.agent.http.Placeholders;
import io.burnin.agent.http.Requests;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.RunParts;
import io.burnin.plan.Request;
import io.burnin.plan.Template;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Sends requests that only read; of all others it finds out whether they may be sent, and whether anybody listens there. */
final class Asking {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int CONNECT_MILLIS = 2_000;

    private final RunParts.Setting setting;
    private final Requests requests;

    Asking(RunParts.Setting setting, Requests requests) {
        this.setting = setting;
        this.requests = requests;
    }

    /** @throws IllegalArgumentException if the request might change something */
    Answer ask(Request request) throws StepFailed, IOException, InterruptedException {
        if (!request.isSafe()) {
            throw new IllegalArgumentException(request.method() + " is no reading");
        }
        Request.Expectation expect = request.expect();
        Duration within = expect.within().compareTo(PATIENCE) < 0 ? expect.within() : PATIENCE;
        var impatient = new Request(
                request.method(),
                request.url(),
                request.headers(),
                request.body(),
                request.json(),
                new Request.Expectation(expect.status(), expect.json(), within),
                request.save(),
                request.ledger());
        return requests.send(impatient, placeholders(request.url()));
    }

    /** Where it would go. @throws StepFailed if that is not allowed */
    URI address(Request request) throws StepFailed {
        return requests.address(request, placeholders(request.url()));
    }

    static boolean listens(URI address) {
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException closed) {
            return false;
        }
    }

    /** With something in place of what only an earlier answer would tell. */
    Placeholders placeholders(Template template) {
        Map<String, String> saved = new HashMap<>();
        template.render(name -> {
            saved.put(name, "x");
            return "";
        });
        return new Placeholders(1, setting.clock()::now, new SplittableRandom(), setting.secrets(), saved);
    }
}
