package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the commands for decisions, exclusions and pins ask the server for. */
class RunDecisionCommandTest {

    private static final String ANSWER = """
            {"id": "17", "kind": "OVERRIDE", "subject": "", "light": "GREEN", "until": "2026-12-31T00:00:00Z",
             "provisional": false, "recommendation": "FIX",
             "pin": {"at": "2026-12-01T00:00:00Z", "by": "ann", "reason": "release 7.1", "counts": false},
             "exclusions": [{"span": {"from": "A", "to": "B"}, "kind": "OTHER", "by": "ann", "reason": "down"}]}""";

    private final List<String> asked = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
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

    private int execute(Object command, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", "http://127.0.0.1:" + server.getAddress().getPort(), "--token", "x"));
        return new CommandLine(command)
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void overridesALight() {
        int code = execute(
                new RunDecisionCommand(),
                "override",
                "shop#7",
                "green",
                "--reason",
                "ours",
                "--until",
                "2026-12-31T00:00:00Z");

        assertThat(code).isZero();
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("POST /runs/shop%237/decisions ")
                .contains(
                        "\"kind\":\"OVERRIDE\"",
                        "\"light\":\"GREEN\"",
                        "\"reason\":\"ours\"",
                        "\"until\":\"2026-12-31");
        assertThat(printed.toString()).contains("OVERRIDE GREEN until 2026-12-31T00:00:00Z (id 17)");
    }

    @Test
    void pinsARunAndTakesThatBack() {
        int pinned = execute(new RunCommand(), "pin", "shop#7", "--reason", "release 7.1");
        int unpinned = execute(new RunCommand(), "unpin", "shop#7");

        assertThat(pinned).isZero();
        assertThat(unpinned).isZero();
        assertThat(asked)
                .containsExactly("PUT /runs/shop%237/pin {\"reason\":\"release 7.1\"}", "DELETE /runs/shop%237/pin ");
        assertThat(printed.toString())
                .contains("pinned by ann at 2026-12-01T00:00:00Z: release 7.1 (a newer pin counts)");
    }

    @Test
    void mutesACriterionOfAPlan() {
        execute(new RunDecisionCommand(), "mute", "shop", "a/b", "--reason", "x", "--until", "2026-12-31T00:00:00Z");

        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("POST /plans/shop/mutes ")
                .contains("\"a/b\"");
    }

    @Test
    void takesNoDecisionWithoutReasonAndEnd() {
        assertThat(execute(new RunDecisionCommand(), "accept", "shop#7", "latency", "--reason", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(asked).isEmpty();
    }

    @Test
    void showsTheVerdictWithoutAnExcludedStretch() {
        int code = execute(
                new RunExclusionCommand(),
                "add",
                "shop#7",
                "--from",
                "A",
                "--to",
                "B",
                "--kind",
                "other",
                "--reason",
                "down");

        assertThat(code).isZero();
        assertThat(asked).hasSize(2);
        assertThat(asked.getFirst())
                .startsWith("POST /runs/shop%237/exclusions ")
                .contains("\"kind\":\"OTHER\"");
        assertThat(asked.getLast()).startsWith("GET /verdicts/shop%237");
        assertThat(printed.toString()).contains("excluded A to B, ann: down");
    }
}
