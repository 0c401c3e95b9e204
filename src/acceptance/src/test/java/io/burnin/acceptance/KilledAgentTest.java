package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
        try (var demo = DemoRun.start(folder.resolve("killed"), server, "killed")) {
            await().atMost(PATIENCE).until(() -> progress().contains("core-resilience 4/6"));
            ProcessHandle agent = demo.agent();
            agent.destroyForcibly();
            agent.onExit().join();

            String configuration = demo.place().resolve("agent.yaml").toString();
            Process again =
                    new CommandLine(folder).start(folder.resolve("agent.log"), "agent", "--config", configuration);
            try {
                assertThatNothingIsMissing(demo.outcome().run(), demo);
            } finally {
                again.destroy();
                again.onExit().join();
            }
        }
    }

    private void assertThatNothingIsMissing(String run, DemoRun demo) throws IOException, InterruptedException {
        assertThat(server.get("/runs/" + run).path("state").asText()).isEqualTo("FINISHED");
        assertThat(server.get("/runs/%s/tests/core-resilience".formatted(run)).toString())
                .contains("ABORTED");
        assertThat(demo.place().resolve("report.md")).content().containsIgnoringCase("gap");
        assertNothingIsCountedTwice(run, Deeds.of(demo.home()));
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
}
