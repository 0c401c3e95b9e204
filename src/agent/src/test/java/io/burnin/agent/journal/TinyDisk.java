package io.burnin.agent.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real file system of so few bytes that a test can fill it. Needs a Linux host and the right to mount. */
public final class TinyDisk implements AutoCloseable {

    private final Path folder;

    private TinyDisk(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where nothing can be mounted. */
    public static TinyDisk mount(Path folder, int bytes) throws IOException {
        Files.createDirectories(folder);
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString()),
                "cannot mount a file system here");
        return new TinyDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Until not another byte fits. */
    public void fill() throws IOException {
        fillExcept(0);
    }

    void fillExcept(long bytes) throws IOException {
        try (var file = new RandomAccessFile(filler().toFile(), "rw")) {
            file.seek(file.length());
            long left = folder.toFile().getUsableSpace() - bytes;
            file.write(new byte[(int) Math.max(0, left)]);
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() throws IOException {
        if (!succeeds("umount", folder.toString())) {
            succeeds("umount", "-l", folder.toString());
        }
    }

    private static boolean succeeds(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException(ended);
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
