package io.burnin.acceptance.torture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Lets an agent see another boot of its host. Needs a Linux host and the right to mount. */
final class Boot {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** Of which the first is seen by who is run by this command. Skips the test where that cannot be done. */
    static List<String> launcher(Path folder) throws IOException {
        next(folder);
        List<String> launcher = List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$0\" %s && exec \"$@\"".formatted(BOOT_ID),
                file(folder).toString());
        assumeTrue(Tool.succeeds(launcher, "cat", BOOT_ID.toString()), "cannot mount anything here");
        return launcher;
    }

    /** The host was started anew, for who is started from now on. */
    static void next(Path folder) throws IOException {
        Files.writeString(file(folder), UUID.randomUUID() + "\n");
    }

    private static Path file(Path folder) {
        return folder.resolve("boot-id");
    }
}
