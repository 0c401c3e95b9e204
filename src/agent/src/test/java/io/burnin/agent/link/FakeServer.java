package io.burnin.agent.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.burnin.agent.journal.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Stores batches as the real server promises to, over real HTTP; before that it gives the answers that it was told to give. */
final class FakeServer implements AutoCloseable {

    /** Closes the connection without an answer. */
    static final int NOTHING = 0;

    final List<String> stored = new ArrayList<>();
    final List<Integer> sizes = new ArrayList<>();
    private final Deque<Integer> first = new ArrayDeque<>();
    private final HttpServer http;
    private Predicate<String> poison = line -> false;
    private int mostRecords = Integer.MAX_VALUE;
    private long pace = 0;
    private int batchesLeft;
    private Runnable then = () -> {};

    FakeServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/runs/", this::batch);
        http.start();
    }

    URI address() {
        return URI.create("http://localhost:" + http.getAddress().getPort());
    }

    synchronized void answerFirst(Integer... statuses) {
        first.addAll(List.of(statuses));
    }

    synchronized void refuse(Predicate<String> lines) {
        poison = lines;
    }

    synchronized void takeAtMost(int records) {
        mostRecords = records;
    }

    synchronized void askToGatherFor(Duration time) {
        pace = time.toMillis();
    }

    /** As after a restore of an older backup. */
    synchronized void forgetAfter(int records) {
        stored.subList(records, stored.size()).clear();
    }

    /** Does that once so many more batches with records were stored. */
    synchronized void afterBatches(int batches, Runnable what) {
        batchesLeft = batches;
        then = what;
    }

    synchronized List<String> stored() {
        return List.copyOf(stored);
    }

    private synchronized void batch(HttpExchange exchange) throws IOException {
        List<String> lines;
        try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            lines = new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        JsonNode head = Wire.mapper().readTree(lines.getFirst());
        List<String> records = lines.subList(1, lines.size());
        long firstSeq = head.get("firstSeq").longValue();
        sizes.add(records.size());
        Integer told = first.poll();
        if (told != null && told == NOTHING) {
            exchange.close();
        } else if (told != null) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            answer(exchange, told, "{\"title\":\"as told\"}");
        } else if (head.get("fence").longValue() < 3) {
            answer(exchange, 410, "{\"title\":\"old fence\"}");
        } else if (records.size() > mostRecords) {
            answer(exchange, 413, "");
        } else if (records.stream().anyMatch(poison)) {
            answer(exchange, 400, "{\"title\":\"a record is not understood\"}");
        } else if (firstSeq > stored.size() + 1) {
            answer(exchange, 409, "{\"expectedSeq\":%d}".formatted(stored.size() + 1));
        } else {
            int known = (int) (stored.size() + 1 - firstSeq);
            stored.addAll(records.subList(Math.min(known, records.size()), records.size()));
            answer(exchange, 200, "{\"acknowledged\":%d,\"paceMillis\":%d}".formatted(stored.size(), pace));
            if (!records.isEmpty() && --batchesLeft == 0) {
                then.run();
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
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
