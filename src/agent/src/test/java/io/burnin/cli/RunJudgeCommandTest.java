package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunJudgeCommandTest {

    private static final String ANSWER = """
            {"name": "shop#7", "planVersion": 3, "stored": false,
             "before": {"light": "RED", "conclusive": true, "recommendation": "FIX", "exitCode": 20},
             "after": {"light": "GREEN", "conclusive": true, "recommendation": "PROCEED", "exitCode": 0},
             "changes": [
               {"criterion": "latency", "loosened": true,
                "before": {"light": "RED", "state": "EVALUATED", "shown": "612 ms", "rule": "green below 500 ms"},
                "after": {"light": "GREEN", "state": "EVALUATED", "shown": "612 ms", "rule": "green below 700 ms"}},
               {"criterion": "loss", "loosened": true,
                "before": {"light": "GREEN", "state": "EVALUATED", "shown": "0", "rule": "green exactly 0"}}],
             "unmeasured": ["probe front was another one, or there was none"]}""";

    private final List<String> asked = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/verdicts", exchange -> {
            try (exchange) {
                asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int execute(String... more) {
        var arguments = new ArrayList<>(List.of("shop#7"));
        arguments.addAll(List.of(more));
        arguments.addAll(
                List.of("--server", "http://127.0.0.1:" + server.getAddress().getPort(), "--token", "x"));
        return new CommandLine(new RunJudgeCommand())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void showsBothVerdictsAndWhatChanged() throws IOException {
        assertThat(execute("--plan-version", "3")).isZero();

        JsonNode order = Api.JSON.readTree(asked.getFirst());
        assertThat(order.path("planVersion").asInt()).isEqualTo(3);
        assertThat(order.path("store").asBoolean()).isFalse();
        assertThat(printed.toString())
                .contains("shop#7 by its own plan: RED: fix")
                .contains("shop#7 by plan version 3: GREEN: proceed (not stored)")
                .contains("! not measured: probe front")
                .containsPattern("latency +before +RED +612 ms +green below 500 ms")
                .containsPattern("after +GREEN +612 ms +green below 700 ms +looser")
                .containsPattern("loss +before +GREEN");
    }

    @Test
    void sendsTheEditedPlan(@TempDir Path folder) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), "plan: shop # grün\n");

        execute("--plan", plan.toString(), "--store", "--reason", "mistyped");

        JsonNode order = Api.JSON.readTree(asked.getFirst());
        assertThat(order.path("plan").asText()).isEqualTo("plan: shop # grün\n");
        assertThat(order.path("store").asBoolean()).isTrue();
        assertThat(order.path("reason").asText()).isEqualTo("mistyped");
    }

    @Test
    void wantsToKnowByWhat() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(asked).isEmpty();
    }
}
