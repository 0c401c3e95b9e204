package io.burnin.acceptance.torture;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.burnin.protocol.Batch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one address in front of all servers. Takes them in turn, the next where one refuses the connection; an answer that broke off
 * stays broken off, as with any load balancer. Sees every batch and what is answered to it.
 */
final class FrontDoor implements AutoCloseable {

    /** What becomes of those who ask. */
    enum Manner {
        PASSES,
        /** Batches reach the servers, and no answer comes back. */
        LOSES_ANSWERS,
        /** Nothing gets through. */
        IS_SHUT
    }

    private static final Pattern BATCHES = Pattern.compile("/runs/([^/]+)/batches");
    private static final List<String> ASKED = List.of("Authorization", "Content-Type", "Content-Encoding", "Accept");
    private static final List<String> ANSWERED = List.of("Content-Type", "Retry-After", "Location");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int NOBODY_THERE = 503;

    private final List<URI> servers;
    private final HttpServer door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Manner manner = Manner.PASSES;

    private FrontDoor(List<URI> servers, HttpServer door) {
        this.servers = List.copyOf(servers);
        this.door = door;
    }

    static FrontDoor before(List<URI> servers) throws IOException {
        var door = new FrontDoor(
                servers, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        door.door.createContext("/", door::pass);
        door.door.setExecutor(door.threads);
        door.door.start();
        return door;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
    }

    void set(Manner manner) {
        this.manner = manner;
    }

    Traffic of(String run) {
        return traffic.computeIfAbsent(run, id -> new Traffic());
    }

    private void pass(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (manner == Manner.IS_SHUT) {
                return;
            }
            Optional<Traffic> batches = batches(exchange);
            long known = batches.map(run -> run.handOver(Instant.now())).orElse(0L);
            Optional<HttpResponse<byte[]>> answer = ask(exchange, body);
            if (answer.isEmpty()) {
                exchange.sendResponseHeaders(NOBODY_THERE, -1);
                return;
            }
            if (batches.isPresent() && manner == Manner.LOSES_ANSWERS) {
                return;
            }
            if (batches.isPresent()) {
                note(batches.get(), answer.get(), known);
            }
            answer(exchange, answer.get());
        } catch (IOException brokenOff) {
            // Whoever asked finds out by the connection that closes.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Traffic> batches(HttpExchange exchange) {
        Matcher path = BATCHES.matcher(exchange.getRequestURI().getPath());
        return path.matches() ? Optional.of(of(path.group(1))) : Optional.empty();
    }

    private Optional<HttpResponse<byte[]>> ask(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        var inTurn = new ArrayList<>(servers);
        Collections.rotate(inTurn, turn.getAndIncrement());
        for (URI server : inTurn) {
            try {
                return Optional.of(http.send(request(exchange, server, body), BodyHandlers.ofByteArray()));
            } catch (ConnectException down) {
                // The next one may be up.
            }
        }
        return Optional.empty();
    }

    private static HttpRequest request(HttpExchange exchange, URI server, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(exchange.getRequestURI().toString()))
                .timeout(PATIENCE)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : ASKED) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.header(name, value));
        }
        return request.build();
    }

    private static void note(Traffic run, HttpResponse<byte[]> answer, long known) throws IOException {
        if (answer.statusCode() == 200) {
            run.acknowledge(
                    Instant.now(),
                    Wire.JSON.readValue(answer.body(), Batch.Acknowledged.class).acknowledged());
        } else if (answer.statusCode() == 409) {
            JsonNode expected = Wire.JSON.readTree(answer.body()).path(Batch.EXPECTED_SEQ);
            run.expect(expected.asLong(), known);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        for (String name : ANSWERED) {
            answer.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        door.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
