package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot start says what to do, and exits with 2. */
class ServerStartTest {

    private static final int USAGE = 2;

    @TempDir
    private Path folder;

    @Test
    void refusesAFolderThatAnotherServerUses() throws IOException, InterruptedException {
        try (Server first = Server.start(folder.resolve("data"), Optional.empty())) {
            var second = new CommandLine(folder)
                    .run("server", "--data", folder.resolve("data").toString(), "--port", freePort());

            assertThat(second.exitCode()).isEqualTo(USAGE);
            assertThat(second.said()).contains("in use", "--data", "--db").doesNotContain("\tat ");
            assertThat(first.get("/q/health/ready").path("status").asText()).isEqualTo("UP");
        }
    }

    @Test
    void refusesADatabaseThatIsDown() throws IOException, InterruptedException {
        String url = "jdbc:postgresql://127.0.0.1:%s/burnin?user=me&password=secret".formatted(freePort());

        var result = new CommandLine(folder)
                .run("server", "--data", folder.resolve("data").toString(), "--port", freePort(), "--db", url);

        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.said()).contains("cannot be reached", "start it").doesNotContain("secret", "\tat ");
    }

    private static String freePort() throws IOException {
        return Integer.toString(Server.freePort());
    }
}
