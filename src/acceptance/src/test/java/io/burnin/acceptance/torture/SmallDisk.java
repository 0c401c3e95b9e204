package io.burnin.acceptance.torture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system that is small enough to be filled. Needs a Linux host and the right to mount. */
record SmallDisk(Path folder) {

    static final String NAME = "disk";

    private static final int KILOBYTES = 4096;

    /** Skips the test where nothing can be mounted. */
    static void mount(Path host) throws IOException {
        Path folder = Files.createDirectories(at(host).folder());
        assumeTrue(
                Tool.succeeds(
                        "mount", "-t", "tmpfs", "-o", "size=%dk".formatted(KILOBYTES), "tmpfs", folder.toString()),
                "cannot mount a file system here");
    }

    static SmallDisk at(Path host) {
        return new SmallDisk(host.resolve(NAME));
    }

    void fill() throws IOException {
        Files.write(filler(), new byte[Math.toIntExact(folder.toFile().getUsableSpace())]);
    }

    void free() throws IOException {
        Files.delete(filler());
    }

    /** Does nothing where there is none. */
    void unmount() {
        if (Files.exists(folder)) {
            Tool.succeeds("umount", "--lazy", folder.toString());
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }
}
