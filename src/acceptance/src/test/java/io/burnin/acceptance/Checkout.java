package io.burnin.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that the tests run in: what a person sees who has cloned and built Burnin. */
public final class Checkout {

    public static final Path ROOT = root();

    /** The modules whose code makes up the product; the stand-in is a target, not a part of it. */
    static final List<String> MODULES = List.of("core", "agent", "server");

    private Checkout() {}

    public static Path classesOf(String module) {
        return ROOT.resolve("src").resolve(module).resolve("target/classes");
    }

    public static Path sourcesOf(String module) {
        return ROOT.resolve("src").resolve(module).resolve("src/main");
    }

    /** Changes with any byte of the programs that burn-ins are made with. */
    static String fingerprintOfBuild() throws IOException {
        MessageDigest digest = sha256();
        for (String part : List.of("src/agent/target/burnin.jar", "src/server/target/server-h2")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(ROOT.relativize(file).toString().getBytes(UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "not inside a checkout: " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
