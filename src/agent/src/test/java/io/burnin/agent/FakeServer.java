package io.burnin.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.burnin.agent.journal.Wire;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Batch;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Registered;
import io.burnin.protocol.Registration;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** As much of a server as an agent needs, over real HTTP. It can be stopped and started again on the same port. */
final class FakeServer implements AutoCloseable {

    private final ObjectMapper json = Wire.mapper();
    private final Deque<Assignment> queued = new ArrayDeque<>();
    private final List<Heartbeat.Order> orders = new ArrayList<>();
    private final List<RunRecord> records = new ArrayList<>();
    private final List<Registration> registrations = new ArrayList<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private HttpServer http;
    private boolean knowsNoRun;
    private boolean refusesTokens;
    private boolean takenAway;

    FakeServer() throws IOException {
        start(0);
    }

    private void start(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    URI address() {
        return URI.create("http://localhost:" + http.getAddress().getPort());
    }

    void goAway() {
        http.stop(0);
    }

    /** With the same records, and having forgotten who had registered. */
    void comeBack() throws IOException {
        synchronized (this) {
            registrations.clear();
        }
        start(http.getAddress().getPort());
    }

    synchronized void queue(Assignment assignment) {
        queued.add(assignment);
    }

    synchronized void order(Heartbeat.Order order) {
        orders.add(order);
    }

    /** From now on no batch of any run is taken. */
    synchronized void takeAway() {
        takenAway = true;
    }

    private synchronized boolean isTakenAway() {
        return takenAway;
    }

    synchronized List<RunRecord> records() {
        return List.copyOf(records);
    }

    synchronized <T extends RunRecord> List<T> records(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** How many records each batch had that had any. */
    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** As after the restore of a backup. */
    synchronized void forgetAfter(int count) {
        records.subList(count, records.size()).clear();
    }

    synchronized void knowNoRun() {
        knowsNoRun = true;
    }

    private synchronized boolean knowsNoRun() {
        return knowsNoRun;
    }

    /** Whether it refuses every token. */
    synchronized void refuseTokens(boolean refuse) {
        refusesTokens = refuse;
    }

    private synchronized boolean refusesTokens() {
        return refusesTokens;
    }

    synchronized List<Registration> registrations() {
        return List.copyOf(registrations);
    }

    synchronized List<Heartbeat> heartbeats() {
        return List.copyOf(heartbeats);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = read(exchange);
        if (refusesTokens()
                || !"Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            respond(exchange, 401, "");
        } else if (path.equals("/agents")) {
            register(json.readValue(body, Registration.class));
            respond(exchange, 200, json.writeValueAsString(new Registered("agent-1", 60, 1, Instant.now())));
        } else if (path.startsWith("/agents/") && registrations().isEmpty()) {
            respond(exchange, 404, "{\"title\":\"unknown agent\"}");
        } else if (path.endsWith("/lease")) {
            Optional<Assignment> next = next();
            respond(
                    exchange,
                    next.isPresent() ? 200 : 204,
                    next.isPresent() ? json.writeValueAsString(next.get()) : "");
        } else if (path.endsWith("/heartbeat")) {
            Heartbeat.Answer answer = beat(json.readValue(body, Heartbeat.class));
            respond(exchange, 200, json.writeValueAsString(answer));
        } else if (knowsNoRun()) {
            respond(exchange, 404, "{\"title\":\"unknown run\"}");
        } else if (isTakenAway()) {
            respond(exchange, 410, "{\"title\":\"the run is another's\"}");
        } else {
            store(exchange, body);
        }
    }

    private void store(HttpExchange exchange, byte[] body) throws IOException {
        Optional<Long> expected = store(body);
        if (expected.isPresent()) {
            respond(exchange, 409, "{\"expectedSeq\":%d}".formatted(expected.get()));
        } else {
            respond(
                    exchange,
                    200,
                    json.writeValueAsString(new Batch.Acknowledged(records().size(), Optional.empty())));
        }
    }

    private synchronized void register(Registration registration) {
        registrations.add(registration);
    }

    /** A real server waits longer when there is nothing to do. */
    private Optional<Assignment> next() {
        for (int tries = 0; tries < 20; tries++) {
            synchronized (this) {
                if (!queued.isEmpty()) {
                    return Optional.of(queued.remove());
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return Optional.empty();
    }

    private synchronized Heartbeat.Answer beat(Heartbeat heartbeat) {
        heartbeats.add(heartbeat);
        List<Heartbeat.Order> told = List.copyOf(orders);
        orders.clear();
        return new Heartbeat.Answer(Instant.now(), Instant.now(), told, List.of());
    }

    /** @return which record must come first, if there is a hole before these */
    private synchronized Optional<Long> store(byte[] body) throws IOException {
        List<String> lines = new String(body, StandardCharsets.UTF_8).lines().toList();
        long firstSeq = json.readValue(lines.getFirst(), Batch.Head.class).firstSeq();
        if (firstSeq > records.size() + 1) {
            return Optional.of(records.size() + 1L);
        }
        if (lines.size() > 1) {
            batches.add(lines.size() - 1);
        }
        for (String line : lines.subList(1, lines.size())) {
            if (firstSeq++ == records.size() + 1) {
                records.add(json.readValue(line, RunRecord.class));
            }
        }
        return Optional.empty();
    }

    private static byte[] read(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return body.readAllBytes();
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
