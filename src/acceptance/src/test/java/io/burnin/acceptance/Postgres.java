package io.burnin.acceptance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL that can be stopped and started again with what it holds. */
final class Postgres implements AutoCloseable {

    private final Path folder;
    private final int port;
    private EmbeddedPostgres running;

    private Postgres(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.running = startProcess();
    }

    /** An empty one. */
    static Postgres start(Path folder) throws IOException {
        return new Postgres(folder, Server.freePort());
    }

    String url() {
        return running.getJdbcUrl("postgres", "postgres");
    }

    /** As its own service would: who is connected is cut off. */
    void stop() throws IOException {
        running.close();
    }

    void startAgain() throws IOException {
        running = startProcess();
    }

    private EmbeddedPostgres startProcess() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
