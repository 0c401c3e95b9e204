package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that is told to end leaves nothing behind. */
class EndedDemoTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void cancelsItsRunAndTakesAgentAndTargetAlong(@TempDir Path folder) throws IOException, InterruptedException {
        try (Server server = Server.start(folder.resolve("server"), Optional.empty());
                DemoRun demo = DemoRun.start(folder, server, "ended")) {
            await().atMost(PATIENCE).until(() -> demo.process("worker").isPresent());

            demo.end();

            assertThat(demo.processes()).isEmpty();
            assertThat(server.get("/runs").at("/items/0/state").asText()).isEqualTo("ABORTED");
        }
    }
}
