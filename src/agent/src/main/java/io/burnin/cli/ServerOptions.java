package io.burnin.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:BURNIN_SERVER:-http://127.0.0.1:8080}",
            description = "the server; BURNIN_SERVER, else ${DEFAULT-VALUE}")
    URI server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "who you are; else BURNIN_TOKEN, else admin.token in the data folder")
    Optional<String> token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:BURNIN_DATA:-data}",
            description = "the server's data folder, where admin.token lies; BURNIN_DATA, else ${DEFAULT-VALUE}")
    Path data;

    Api api() {
        return new Api(
                server,
                token.or(() -> Optional.ofNullable(System.getenv("BURNIN_TOKEN")))
                        .or(() -> adminToken(data)));
    }

    static Optional<String> adminToken(Path data) {
        try {
            return Optional.of(Files.readString(data.resolve("admin.token")).strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
