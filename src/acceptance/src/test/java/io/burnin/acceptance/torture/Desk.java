package io.burnin.acceptance.torture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The part of a target that is never killed: takes the requests of a plan's steps, and knows how often each really came. Answers
 * slowly, so that a kill can hit between an act and its outcome.
 */
final class Desk implements AutoCloseable {

    private static final Duration THINKS = Duration.ofMillis(120);

    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private Desk(HttpServer server) {
        this.server = server;
    }

    static Desk open() throws IOException {
        var desk = new Desk(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        desk.server.createContext("/", desk::take);
        desk.server.setExecutor(desk.threads);
        desk.server.start();
        return desk;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often each path was asked for. */
    Map<String, Long> requests() {
        var counted = new TreeMap<String, Long>();
        requests.forEach((path, count) -> counted.put(path, count.get()));
        return counted;
    }

    private void take(HttpExchange exchange) throws IOException {
        requests.computeIfAbsent(exchange.getRequestURI().getPath(), path -> new AtomicLong())
                .incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        LockSupport.parkNanos(THINKS.toNanos());
        try (exchange) {
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
