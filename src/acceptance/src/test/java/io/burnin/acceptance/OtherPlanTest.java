package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan is data: a program that Burnin has never heard of is burnt in by a plan that somebody else wrote. */
class OtherPlanTest {

    private static final int GREEN = 0;
    private static final int RED = 20;

    @TempDir
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

    @BeforeEach
    void startServer() throws IOException {
        server = Server.start(folder.resolve("server"), Optional.empty());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aKindGreeterIsGreen() throws IOException, InterruptedException {
        Outcome outcome = burnIn("kind");

        assertThat(outcome.verdict().path("light").asText())
                .as(outcome.verdict().toPrettyString())
                .isEqualTo("GREEN");
        assertThat(outcome.exitCode()).isEqualTo(GREEN);
    }

    @Test
    void aGreeterThatRefusesEveryThirdGuestIsRedForJustThat() throws IOException, InterruptedException {
        Outcome outcome = burnIn("rude");

        assertThat(outcome.red()).containsExactly("nobody-refused", "unanswered");
        assertThat(outcome.exitCode()).isEqualTo(RED);
    }

    @Test
    void aGreeterThatDiesByItselfIsRedForTheCrash() throws IOException, InterruptedException {
        Outcome outcome = burnIn("mortal");

        assertThat(outcome.red()).contains("no-crashes").doesNotContain("nobody-refused");
        assertThat(outcome.exitCode()).isEqualTo(RED);
    }

    /** Uploads the plan, runs it with the command line, and reads what the server says of it afterwards. */
    private Outcome burnIn(String manner) throws IOException, InterruptedException {
        Path place = folder.resolve("host");
        try (var host = GreeterHost.start(place, server, manner)) {
            String plan = Files.readString(place.resolve("greeter.yaml"));
            assertThat(server.send("POST", "/plans", plan, "Content-Type", "application/yaml")
                            .statusCode())
                    .isEqualTo(201);

            CommandLine.Result result = new CommandLine(place)
                    .run(
                            "run",
                            "start",
                            "greeter",
                            "--profile=quick",
                            "--target=staging",
                            "--wait",
                            "--server=" + server.address(),
                            "--token=" + server.token());
            assertThat(result.output()).as(result.said()).contains("greeter#1");
            return new Outcome(result.exitCode(), server.get("/verdicts/greeter%231"));
        }
    }
}
