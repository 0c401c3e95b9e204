package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is killed with -9 inside the outage that it made, and started again, ends the run and counts nothing twice. */
class KilledAgentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(folder.resolve("server"), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void finishesTheRunOnceItIsBack() throws IOException, InterruptedException {
        Path place = folder.resolve("demo");
        var commandLine = new CommandLine(folder.resolve("commands"));
        Process demo = commandLine.start(
                folder.resolve("demo.log"),
                "demo",
                "--json",
                "--profile",
                "quick",
                "--name",
                "killed",
                "--dir",
                place.toString(),
                "--server",
                server.address().toString(),
                "--token",
                server.token());
        await().atMost(PATIENCE).until(() -> progress().contains("core-resilience 4/6"));

        kill(demo);
        Process again = commandLine.start(
                folder.resolve("agent.log"),
                "agent",
                "--config",
                place.resolve("killed/agent.yaml").toString());
        try {
            await().atMost(PATIENCE).until(() -> !demo.isAlive());
        } finally {
            again.destroy();
            again.onExit().join();
        }

        JsonNode run = server.get("/runs").path("items").path(0);
        assertThat(run.path("state").asText()).isEqualTo("FINISHED");
        assertThat(server.get("/runs/%s/tests/core-resilience"
                                .formatted(run.path("id").asText()))
                        .toString())
                .contains("ABORTED");
        assertThat(Files.readString(place.resolve("killed/report.md"))).containsIgnoringCase("gap");
        assertNothingIsCountedTwice(run.path("id").asText(), Deeds.of(place.resolve("killed/target")));
    }

    /** The canary and the load are handed in before the kill or after the gap; each id was booked before anything else happened. */
    private void assertNothingIsCountedTwice(String run, Deeds deeds) throws IOException, InterruptedException {
        var stored = new StoredCounts(server, run);
        assertThat(stored.sum("jobs.duplicated", "burst.duplicated")).isZero();
        assertThat(stored.sum("jobs.handled", "burst.handled")).isEqualTo(deeds.count("execution-begun"));
        assertThat(stored.sum("jobs.done")).isEqualTo(deeds.count("job-completed"));
    }

    private String progress() throws IOException, InterruptedException {
        return server.get("/runs").path("items").path(0).path("progress").asText();
    }

    private static void kill(Process demo) {
        ProcessHandle agent = demo.descendants()
                .filter(each -> each.info().commandLine().orElse("").contains(" agent --config "))
                .findFirst()
                .orElseThrow();
        agent.destroyForcibly();
        agent.onExit().join();
    }
}
