package io.burnin.acceptance.torture;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A wall clock for the processes of one agent, which can be set while they run. Needs a Linux host and a C compiler. */
final class WallClock {

    private static final String SOURCE = "wall-clock.c";

    private WallClock() {}

    /** What a process is started with to have it. It tells the host's time. Skips the test where it cannot be built. */
    static Map<String, String> environment(Path folder) throws IOException {
        set(folder, Duration.ZERO);
        Path library = folder.resolve("wall-clock.so");
        Path source = folder.resolve(SOURCE);
        try (var resource = WallClock.class.getResourceAsStream("/" + SOURCE)) {
            Files.copy(resource, source);
        }
        assumeTrue(
                Tool.succeeds("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl"),
                "there is no C compiler");
        return Map.of(
                "LD_PRELOAD", library.toString(), "WALL_CLOCK", offset(folder).toString());
    }

    /** @param offset from the host's time */
    static void set(Path folder, Duration offset) throws IOException {
        byte[] seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(offset.toSeconds())
                .array();
        // Never shorter in between: the processes have it in their memory.
        Files.write(offset(folder), seconds, CREATE, WRITE);
    }

    private static Path offset(Path folder) {
        return folder.resolve("wall-clock.offset");
    }
}
