package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {

    private final Deque<Answer> answers = new ArrayDeque<>();
    private HttpServer server;
    private Api api;

    private record Answer(int status, Map<String, String> headers, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        api = new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void comesAgainWhenTheServerIsTooBusyForAMoment() {
        answers.add(new Answer(503, Map.of("Retry-After", "1"), "{}"));
        answers.add(new Answer(200, Map.of(), "{\"id\": 7}"));

        assertThat(api.post("/runs", Map.of()).path("id").asInt()).isEqualTo(7);
    }

    @Test
    void takesARefusalForOneThatDoesNotAskToComeAgain() {
        answers.add(new Answer(503, Map.of(), "{\"detail\": \"gone for good\"}"));
        answers.add(new Answer(200, Map.of(), "{}"));

        assertThatThrownBy(() -> api.get("/runs")).hasMessageContaining("gone for good");
    }

    @Test
    void tellsEachErrorOfAPlanOnce() {
        answers.add(new Answer(422, Map.of(), """
                {"title": "The plan is not valid", "detail": "line 3, column 1: unknown key 'tset' (and 1 more)",
                 "problems": [{"line": 3, "column": 1, "message": "unknown key 'tset'", "remedy": "test"},
                              {"line": 9, "column": 5, "message": "no profile"}]}"""));

        assertThatThrownBy(() -> api.get("/plans"))
                .message()
                .satisfies(said -> assertThat(said.lines().map(String::strip))
                        .isEqualTo(
                                List.of("The plan is not valid", "3:1 unknown key 'tset'", "test", "9:5 no profile")));
    }

    @Test
    void leavesAFileAsItWasWhenADownloadIsRefused(@TempDir Path folder) throws IOException {
        answers.add(new Answer(404, Map.of(), "{\"detail\": \"no run shop#9\"}"));
        answers.add(new Answer(200, Map.of(), "new"));
        Path file = Files.writeString(folder.resolve("shop-9.zip"), "old");

        assertThatThrownBy(() -> api.download("/runs/shop%239/bundle", file)).hasMessageContaining("no run shop#9");
        assertThat(file).hasContent("old");
        api.download("/runs/shop%239/bundle", file);

        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer = answers.remove();
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
