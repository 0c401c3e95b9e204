package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts what the build leaves behind, once for each database. Guards the build itself: a server that was meant
 * for PostgreSQL and got H2's driver passes every test that runs inside Maven.
 */
class BuiltServersTest {

    @TempDir
    private Path folder;

    @Test
    void theServerForH2IsReadyAndHandsOutTheAgent() throws IOException, InterruptedException {
        startsAndServes(Optional.empty());
    }

    @Test
    void theServerForPostgresIsReadyAndHandsOutTheAgent() throws IOException, InterruptedException {
        try (var postgres = EmbeddedPostgres.start()) {
            startsAndServes(Optional.of(postgres.getJdbcUrl("postgres", "postgres")));
        }
    }

    private void startsAndServes(Optional<String> database) throws IOException, InterruptedException {
        try (var server = Server.start(folder.resolve("data"), database)) {
            Path offered = folder.resolve("burnin.jar");

            server.download("/download/burnin.jar", offered);

            assertThat(offered).hasSameBinaryContentAs(Checkout.ROOT.resolve("src/agent/target/burnin.jar"));
        }
    }
}
