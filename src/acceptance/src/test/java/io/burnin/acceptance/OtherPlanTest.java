package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The plan is data: a program that Burnin has never heard of is burnt in by a plan that somebody else wrote. Three of them, each
 * with an agent of its own, at once on one server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherPlanTest {

    private static final int GREEN = 0;
    private static final int RED = 20;

    private Path folder;

    private Server server;

    private record Outcome(int exitCode, JsonNode verdict) {

        Set<String> red() {
            var names = new TreeSet<String>();
            verdict.path("checks").forEach(check -> {
                if (check.path("light").asText().equals("RED")) {
                    names.add(check.path("criterion").asText());
                }
            });
            return names;
        }
    }

    @BeforeAll
    void startServer(@TempDir Path empty) throws IOException, InterruptedException {
        folder = empty;
        server = Server.start(folder.resolve("server"), Optional.empty());
        assertThat(server.send("POST", "/plans", GreeterHost.plan(), "Content-Type", "application/yaml")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aKindGreeterIsGreen() throws IOException, InterruptedException {
        Outcome outcome = burnIn("kind");

        assertThat(outcome.verdict().path("light").asText())
                .as(outcome.verdict().toPrettyString())
                .isEqualTo("GREEN");
        assertThat(outcome.exitCode()).isEqualTo(GREEN);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aGreeterThatRefusesEveryThirdGuestIsRedForJustThat() throws IOException, InterruptedException {
        Outcome outcome = burnIn("rude");

        assertThat(outcome.red()).containsExactly("nobody-refused", "unanswered");
        assertThat(outcome.exitCode()).isEqualTo(RED);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aGreeterThatDiesByItselfIsRedForTheCrash() throws IOException, InterruptedException {
        Outcome outcome = burnIn("mortal");

        assertThat(outcome.red()).contains("no-crashes").doesNotContain("nobody-refused");
        assertThat(outcome.exitCode()).isEqualTo(RED);
    }

    /** Runs the plan with the command line. */
    private Outcome burnIn(String manner) throws IOException, InterruptedException {
        Path place = folder.resolve(manner);
        try (var host = GreeterHost.start(place, server, manner, manner)) {
            CommandLine.Result result = new CommandLine(place)
                    .run(
                            "run",
                            "start",
                            "greeter",
                            "--profile=quick",
                            "--target=" + manner,
                            "--wait",
                            "--json",
                            "--server=" + server.address(),
                            "--token=" + server.token());
            assertThat(result.output()).as(result.said()).startsWith("{");
            return new Outcome(result.exitCode(), Server.JSON.readTree(result.output()));
        }
    }
}
