package io.burnin.acceptance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** What a server keeps everything in. */
enum Database {
    H2 {
        @Override
        Running start() {
            return new Running(Optional.empty(), () -> {});
        }
    },
    POSTGRESQL {
        @Override
        Running start() throws IOException {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            return new Running(Optional.of(postgres.getJdbcUrl("postgres", "postgres")), postgres);
        }
    };

    /** An empty one. */
    abstract Running start() throws IOException;

    /** @param url what the server is given; nothing for the one that it brings itself */
    record Running(Optional<String> url, Closeable process) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            process.close();
        }
    }
}
