package io.burnin.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock of one file: a lock of the operating system on {@code <file>.lock}, which is empty and stays for ever. Who
 * does not get it in time says so and goes on without it.
 */
final class LockFile {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path lock;
    private final String warning;
    private final Duration timeout;
    private final Deeds deeds;

    /** @param doing what goes on without the lock, as the warning words it */
    LockFile(Home home, Path file, String doing, Duration timeout, Deeds deeds) {
        this.lock = file.resolveSibling(file.getFileName() + ".lock");
        this.warning = "Lock timeout on %s, %s anyway (best-effort)".formatted(home.nameOf(file), doing);
        this.timeout = timeout;
        this.deeds = deeds;
    }

    /** Runs the write, under the lock if it can be had in time. */
    void guard(String id, Write write) throws IOException {
        try (FileChannel channel = open()) {
            if (!acquired(channel)) {
                deeds.note(Deed.LOCK_TIMEOUT, id, "warning", warning);
                System.err.println(warning);
            }
            write.run();
        }
    }

    /** Takes the lock as another process would, until closed. */
    Closeable holdFromElsewhere() throws IOException {
        FileChannel other = open();
        other.lock();
        return other;
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** The lock ends with its channel. */
    private boolean acquired(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (attempt(channel).isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return true;
    }

    private static Optional<FileLock> attempt(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }
}
