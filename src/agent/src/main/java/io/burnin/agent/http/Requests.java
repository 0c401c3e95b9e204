package io.burnin.agent.http;

import io.burnin.agent.policy.Policy;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Request;
import io.burnin.plan.Template;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends the requests of a run, as far as the host's policy allows. Follows no redirect, keeps no cookie. Safe for many threads;
 * one per run.
 */
public final class Requests implements AutoCloseable {

    private final Policy policy;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    public Requests(Policy policy) {
        this.policy = policy;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    /**
     * Sends it once and waits for the whole answer.
     *
     * @throws StepFailed with class CONFIG if the request cannot be made or is not allowed
     * @throws HttpTimeoutException if there is no answer {@code within} the request's expectation
     * @throws ConnectException if nobody listens there
     * @throws IOException if there is no answer for another reason
     */
    public Answer send(Request request, Placeholders values) throws StepFailed, IOException, InterruptedException {
        Duration within = request.expect().within();
        HttpRequest prepared = prepare(request, values);
        var sent = client.sendAsync(prepared, head -> new CappedBody());
        try {
            var response = sent.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException late) {
            sent.cancel(true);
            throw new HttpTimeoutException("no answer within " + within.toMillis() + " ms");
        } catch (InterruptedException stopped) {
            sent.cancel(true);
            throw stopped;
        } catch (ExecutionException failed) {
            throw asIoException(failed.getCause(), prepared.uri());
        }
    }

    /** The address that the request goes to; an address that policy refuses is refused here. */
    public URI address(Request request, Placeholders values) throws StepFailed {
        String text = values.fill(request.url());
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException broken) {
            throw new StepFailed(ErrorClass.CONFIG, values.mask("%s is no URL".formatted(text)));
        }
        policy.requireUrl(address);
        return address;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
        threads.close();
    }

    private HttpRequest prepare(Request request, Placeholders values) throws StepFailed {
        URI address = address(request, values);
        try {
            var builder = HttpRequest.newBuilder(address).method(request.method(), body(request, values));
            if (request.json() && request.body().isPresent() && !names(request, "content-type")) {
                builder.header("Content-Type", "application/json");
            }
            for (Map.Entry<String, Template> header : request.headers().entrySet()) {
                builder.header(header.getKey(), values.fill(header.getValue()));
            }
            return builder.build();
        } catch (IllegalArgumentException refused) {
            throw new StepFailed(
                    ErrorClass.CONFIG,
                    values.mask("%s %s cannot be sent: %s".formatted(request.method(), address, refused.getMessage())));
        }
    }

    private static BodyPublisher body(Request request, Placeholders values) throws StepFailed {
        if (request.body().isEmpty()) {
            return BodyPublishers.noBody();
        }
        Template body = request.body().get();
        return BodyPublishers.ofString(request.json() ? values.fillJson(body) : values.fill(body));
    }

    private static boolean names(Request request, String header) {
        return request.headers().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(header));
    }

    /** The client's own exceptions often have no message. */
    private static IOException asIoException(Throwable cause, URI address) {
        return switch (cause) {
            case ConnectException refused -> new ConnectException("no connection to " + address.getAuthority());
            case IOException weather ->
                new IOException(
                        "%s did not answer: %s".formatted(address.getAuthority(), weather.getMessage()), weather);
            default -> new IOException(address.getAuthority() + " did not answer: " + cause, cause);
        };
    }
}
