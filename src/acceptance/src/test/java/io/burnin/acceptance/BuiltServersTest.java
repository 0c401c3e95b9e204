package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts what the build leaves behind, once for each database. Guards the build itself: a server that was meant
 * for PostgreSQL and got H2's driver passes every test that runs inside Maven.
 */
class BuiltServersTest {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void theServerForH2IsReadyAndHandsOutTheAgent() throws IOException, InterruptedException {
        startsAndServes("server-h2", "jdbc:h2:file:" + data.resolve("burnin") + ";WRITE_DELAY=0");
    }

    @Test
    void theServerForPostgresIsReadyAndHandsOutTheAgent() throws IOException, InterruptedException {
        try (var postgres = EmbeddedPostgres.start()) {
            startsAndServes("server-postgresql", postgres.getJdbcUrl("postgres", "postgres"));
        }
    }

    private void startsAndServes(String build, String database) throws IOException, InterruptedException {
        int port = freePort();
        Process server = start(build, database, port);
        try {
            await().atMost(READY_WITHIN)
                    .ignoreExceptionsInstanceOf(ConnectException.class)
                    .failFast(() -> assertRunning(server))
                    .untilAsserted(() -> assertReady(port));

            byte[] offered = get(port, "/download/burnin.jar", HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            assertThat(offered).isEqualTo(Files.readAllBytes(Checkout.ROOT.resolve("src/agent/target/burnin.jar")));
        } finally {
            server.destroy();
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    private Process start(String build, String database, int port) throws IOException {
        Path jar = Checkout.ROOT.resolve("src/server/target").resolve(build).resolve("quarkus-run.jar");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString())
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile());
        builder.environment()
                .putAll(Map.of("QUARKUS_DATASOURCE_JDBC_URL", database, "QUARKUS_HTTP_PORT", Integer.toString(port)));
        return builder.start();
    }

    private void assertRunning(Process server) {
        assertThat(server.isAlive())
                .as(() -> "the server is running; its log:\n" + log())
                .isTrue();
    }

    private void assertReady(int port) throws IOException, InterruptedException {
        HttpResponse<String> health = get(port, "/q/health", HttpResponse.BodyHandlers.ofString());
        assertThat(health.statusCode()).as(health::body).isEqualTo(200);
    }

    private <T> HttpResponse<T> get(int port, String path, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        return http.send(HttpRequest.newBuilder(uri).timeout(READY_WITHIN).build(), body);
    }

    private String log() {
        try {
            return Files.readString(data.resolve("server.log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
