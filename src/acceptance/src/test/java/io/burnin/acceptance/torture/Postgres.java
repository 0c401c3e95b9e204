package io.burnin.acceptance.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A PostgreSQL that can be killed and started again on the same data. */
final class Postgres implements AutoCloseable {

    private static final Duration UP_WITHIN = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    private Postgres(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.running = launch();
    }

    static Postgres start(Path folder, int port) throws IOException {
        return new Postgres(folder.resolve("postgresql"), port);
    }

    String url() {
        return running.getJdbcUrl("postgres", "postgres");
    }

    /** kill -9 of all its processes. */
    void kill() throws IOException {
        ProcessHandle master = master();
        List<ProcessHandle> all = master.descendants().toList();
        master.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        master.onExit().join();
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }

    /** After a kill; it recovers from its log. */
    void startAgain() throws IOException {
        running.close();
        running = launch();
    }

    /** What is not durable here could not be acknowledged either; the library turns that off. */
    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(UP_WITHIN)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start();
    }

    /** Of what a kill has left. */
    void backUp() throws IOException {
        copy(data, backup());
    }

    void restore() throws IOException {
        Files.move(data, data.resolveSibling("postgresql-before"));
        copy(backup(), data);
    }

    private Path backup() {
        return data.resolveSibling("postgresql-backup");
    }

    /** With the rights of each: PostgreSQL wants its folder for itself. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private ProcessHandle master() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        return ProcessHandle.of(pid).orElseThrow(() -> new IOException("PostgreSQL is not there, as process " + pid));
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
