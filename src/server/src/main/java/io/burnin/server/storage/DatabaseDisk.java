package io.burnin.server.storage;

import io.burnin.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The disk of H2's file. An H2 in memory has none, and PostgreSQL tells nobody about its own. */
@ApplicationScoped
class DatabaseDisk implements Disk {

    private final Database database;
    private final Sizes sizes;

    DatabaseDisk(Database database, Sizes sizes) {
        this.database = database;
        this.sizes = sizes;
    }

    @Override
    public OptionalLong free() {
        return sizes.isH2() ? file().map(DatabaseDisk::freeBeside).orElse(OptionalLong.empty()) : OptionalLong.empty();
    }

    private Optional<Path> file() {
        return database.list("select database_path()", row -> Optional.ofNullable(row.getString(1)))
                .getFirst()
                .map(Path::of);
    }

    private static OptionalLong freeBeside(Path file) {
        try {
            return OptionalLong.of(
                    Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
