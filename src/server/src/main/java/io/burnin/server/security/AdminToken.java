package io.burnin.server.security;

import io.burnin.server.ServerConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * The first token of a new database: without it nobody could make another. Lies in {@code admin.token} in the data folder,
 * readable by its owner only, and is printed once. A file that is already there, of a database before this one, goes on being
 * valid.
 */
@ApplicationScoped
class AdminToken {

    private static final String FILE = "admin.token";
    private static final String NAME = "admin";

    private final Tokens tokens;
    private final ServerConfig config;
    private final Clock clock;

    AdminToken(Tokens tokens, ServerConfig config, Clock clock) {
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    void ensure(@Observes StartupEvent start) {
        if (tokens.hasAdmin()) {
            return;
        }
        Path file = config.data().resolve(FILE);
        var token = new Token(UUID.randomUUID(), NAME, Role.ADMIN, clock.instant(), "the server", Optional.empty());
        try {
            tokens.add(token, Files.exists(file) ? read(file) : create(file));
        } catch (IOException cannot) {
            throw new UncheckedIOException(
                    "%s cannot be written: make the data folder writable, or choose another with --data"
                            .formatted(file.toAbsolutePath()),
                    cannot);
        }
    }

    private static Secret read(Path file) throws IOException {
        return new Secret(Files.readString(file).strip());
    }

    private static Secret create(Path file) throws IOException {
        Secret secret = Secret.random();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, forOwnerOnly());
        Files.writeString(file, secret.text() + System.lineSeparator());
        // Printed and not logged: a log is read by many and kept for long.
        System.out.printf("%nadmin token, also in %s:%n%n  %s%n%n", file.toAbsolutePath(), secret.text());
        return secret;
    }

    /** On Windows the folder's own access list holds. */
    private static FileAttribute<?>[] forOwnerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
