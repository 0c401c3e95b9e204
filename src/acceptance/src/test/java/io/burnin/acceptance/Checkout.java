package io.burnin.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout that the tests run in: what a person sees who has cloned and built Burnin. */
public final class Checkout {

    public static final Path ROOT = root();

    /** The modules whose code makes up the product; the stand-in is a target, not a part of it. */
    static final List<String> MODULES = List.of("core", "agent", "server");

    private Checkout() {}

    static Path classesOf(String module) {
        return ROOT.resolve("src").resolve(module).resolve("target/classes");
    }

    static Path sourcesOf(String module) {
        return ROOT.resolve("src").resolve(module).resolve("src/main");
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
