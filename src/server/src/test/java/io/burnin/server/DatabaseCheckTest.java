package io.burnin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCheckTest {

    private static final Settings NOTHING = new Settings(new Properties(), Map.of());

    @TempDir
    private Path folder;

    @Test
    void hasNothingToSayOfAFileThatIsNotThereYet() {
        assertThat(DatabaseCheck.complaint(h2(), NOTHING)).isEmpty();
        assertThat(folder.resolve("burnin.mv.db")).exists();
    }

    @Test
    void saysWhatToDoAboutAFileThatIsDamaged() throws IOException {
        Files.writeString(folder.resolve("burnin.mv.db"), "this is no database".repeat(1000));

        assertThat(DatabaseCheck.complaint(h2(), NOTHING))
                .hasValueSatisfying(said -> assertThat(said).contains("cannot be opened", "--data"));
    }

    @Test
    void saysWhatToDoAboutADatabaseThatIsDown() throws IOException {
        int port = freePort();
        String url = "jdbc:postgresql://localhost:%d/burnin?user=me&password=secret".formatted(port);

        assertThat(DatabaseCheck.complaint(url, NOTHING))
                .hasValueSatisfying(said -> assertThat(said)
                        .contains("jdbc:postgresql://localhost:%d/burnin cannot be reached".formatted(port), "start it")
                        .doesNotContain("secret"));
    }

    @Test
    void saysWhatToDoAboutADatabaseThatIsNotThere() throws IOException, SQLException {
        try (var postgres = EmbeddedPostgres.start();
                Connection alive = postgres.getPostgresDatabase().getConnection()) {
            assertThat(alive.isValid(5)).isTrue();

            assertThat(DatabaseCheck.complaint(postgres.getJdbcUrl("postgres", "postgres"), NOTHING))
                    .isEmpty();
            assertThat(DatabaseCheck.complaint(postgres.getJdbcUrl("postgres", "missing"), NOTHING))
                    .hasValueSatisfying(said -> assertThat(said).contains("create the database"));
        }
    }

    @Test
    void knowsTwoKindsOfDatabase() {
        assertThat(DatabaseCheck.complaint("jdbc:mysql://localhost/burnin", NOTHING))
                .hasValueSatisfying(said -> assertThat(said).contains("jdbc:postgresql:…", "jdbc:h2:…"));
    }

    @Test
    void liesInTheDataFolderIfNobodySaysElse() {
        var settings = new Settings(new Properties(), Map.of("BURNIN_DATA", folder.toString()));

        assertThat(DatabaseCheck.defaultUrl(settings))
                .startsWith("jdbc:h2:file:" + folder.resolve("burnin"))
                .contains("WRITE_DELAY=0");
    }

    private String h2() {
        return "jdbc:h2:file:" + folder.resolve("burnin") + ";WRITE_DELAY=0";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
