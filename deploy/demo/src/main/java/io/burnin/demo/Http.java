package io.burnin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;

/** A JSON server on the loopback address. */
final class Http {

    private static final int THREADS = 24;
    private static final int BACKLOG = 256;

    private Http() {}

    record Request(String method, String path, Optional<String> contentType, String body) {}

    /** @param body anything that {@link Json} writes */
    record Answer(int status, Object body) {

        static Answer detail(int status, String detail) {
            return new Answer(status, Json.object("detail", detail));
        }
    }

    @FunctionalInterface
    interface Handler {
        Answer answer(Request request) throws IOException;
    }

    /** Takes the port, or throws; answers from {@link HttpServer#start()} on. */
    static HttpServer bind(int port, Handler handler) throws IOException {
        // Without it, each small answer waits for the client's delayed acknowledgement: 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = create(port);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", exchange -> serve(exchange, handler));
        return server;
    }

    private static HttpServer create(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (BindException taken) {
            throw new IllegalArgumentException(
                    "cannot listen on port %d: %s".formatted(port, taken.getMessage()), taken);
        }
    }

    private static void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Answer answer = answer(
                    handler,
                    new Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")),
                            body));
            byte[] bytes = Json.write(answer.body()).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Answer answer(Handler handler, Request request) {
        try {
            return handler.answer(request);
        } catch (Refusal refusal) {
            return Answer.detail(refusal.status(), refusal.getMessage());
        } catch (IOException | RuntimeException defect) {
            System.err.println("%s %s failed: %s".formatted(request.method(), request.path(), defect));
            return Answer.detail(500, defect.toString());
        }
    }
}
