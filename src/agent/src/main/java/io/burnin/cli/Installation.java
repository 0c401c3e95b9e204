package io.burnin.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the parts of Burnin lie: in a checkout (the launcher says where, in BURNIN_HOME) or beside {@code burnin.jar}. */
final class Installation {

    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    static Installation find() {
        return new Installation(Optional.ofNullable(System.getenv("BURNIN_HOME"))
                .map(Path::of)
                .orElseGet(() -> jar().toAbsolutePath().getParent()));
    }

    /** The jar that this command runs from. */
    static Path jar() {
        try {
            return Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException defect) {
            throw new IllegalStateException(defect);
        }
    }

    /** The server that was built for the kind of database: {@code h2} or {@code postgresql}. */
    Path server(String databaseKind) {
        String name = "server-" + databaseKind;
        return require(
                List.of(
                        home.resolve("src/server/target").resolve(name).resolve("quarkus-run.jar"),
                        home.resolve(name).resolve("quarkus-run.jar")),
                "the server");
    }

    Path demo() {
        return require(
                List.of(home.resolve("deploy/demo/target/burnin-demo.jar"), home.resolve("burnin-demo.jar")),
                "the demo's target");
    }

    /** The Java that runs this command. */
    static String java() {
        String program = System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java";
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private Path require(List<Path> places, String what) {
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> CommandFailed.usage(
                        "%s is not there (looked for %s): run `mvn package` in the checkout, or set BURNIN_HOME to it",
                        what, places));
    }
}
