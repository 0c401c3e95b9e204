package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunWatchTest {

    private static final String SILENT = """
            {"kind": "probe-silent", "subject": "core_log", "since": "2026-03-01T10:00:00Z", "text": "no reading for 30 s"}""";
    private static final String FINAL = "{\"provisional\": false, \"light\": \"GREEN\", \"exitCode\": 0}";

    private final Deque<String> verdicts = new ArrayDeque<>();
    private final Deque<String> runs = new ArrayDeque<>();
    private final StringWriter printed = new StringWriter();
    private HttpServer server;
    private Api api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/verdicts", exchange -> answer(exchange, verdicts.remove()));
        server.createContext("/runs", exchange -> answer(exchange, runs.remove()));
        server.start();
        api = new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsOnceWhatIsWrongWithTheEvidence() {
        goesOn("RUNNING", "");
        goesOn("RUNNING", SILENT);
        goesOn("RUNNING", SILENT);
        verdicts.add(FINAL);

        assertThat(new RunWatch(api, new PrintWriter(printed, true), false).untilFinal("r"))
                .isZero();

        assertThat(linesWith("probe-silent"))
                .containsExactly("! since 2026-03-01T10:00:00Z probe-silent core_log: no reading for 30 s");
        assertThat(linesWith("RUNNING")).isNotEmpty();
    }

    @Test
    void tellsAProgramNothingButTheVerdict() {
        goesOn("RUNNING", SILENT);
        verdicts.add(FINAL);

        new RunWatch(api, new PrintWriter(printed, true), true).untilFinal("r");

        assertThat(printed.toString().lines()).singleElement().asString().contains("GREEN");
    }

    /** People may make an exit code worse for everybody, and better only for who asks. */
    @Test
    void exitsWithWhatPeopleDecided() {
        String overridden = """
                {"provisional": false, "light": "YELLOW", "exitCode": 10,
                 "unasked": {"light": "YELLOW", "exitCode": 10}, "withDecisions": {"light": "GREEN", "exitCode": 0}}""";
        verdicts.add(overridden);
        verdicts.add(overridden);
        var watch = new RunWatch(api, new PrintWriter(printed, true), false);

        assertThat(watch.untilFinal("r")).isEqualTo(10);
        assertThat(watch.untilFinal("r", true)).isZero();
    }

    private void goesOn(String state, String alert) {
        verdicts.add("{\"provisional\": true, \"light\": \"YELLOW\"}");
        runs.add("{\"plan\": \"greeter\", \"number\": 1, \"state\": \"%s\", \"alerts\": [%s]}".formatted(state, alert));
    }

    private List<String> linesWith(String word) {
        return printed.toString().lines().filter(line -> line.contains(word)).toList();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
