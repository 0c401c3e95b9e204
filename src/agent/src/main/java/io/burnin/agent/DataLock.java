package io.burnin.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Whoever has it may work with the journals of a data folder and touch what its runs touch: one agent, or a guard, or a person who
 * undoes by hand. The operating system frees it when its holder dies, however it dies.
 */
public final class DataLock implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** A holder who has just got it may not have said yet who it is. */
    private static final int LOOKS = 5;

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Who may have it. */
    public enum Holder {
        AGENT,
        GUARD,
        PERSON
    }

    /** Empty if somebody else has it. */
    public static Optional<DataLock> take(Path data, Holder holder) throws IOException {
        Files.createDirectories(data);
        return take(data, holder, FileChannel.open(file(data), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** As {@link #take}, but waits for a guard, which is done when everything is undone. */
    public static Optional<DataLock> takeAfterGuard(Path data, Holder holder) throws IOException, InterruptedException {
        for (int looks = 0; looks < LOOKS; looks++) {
            Optional<DataLock> lock = take(data, holder);
            if (lock.isPresent()) {
                return lock;
            }
            if (isHeldBy(data, Holder.GUARD)) {
                looks = 0;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return Optional.empty();
    }

    /** As {@link #take}, but only where an agent has worked; brings back no folder that was deleted. */
    static Optional<DataLock> takeExisting(Path data, Holder holder) throws IOException {
        return take(data, holder, FileChannel.open(file(data), StandardOpenOption.WRITE));
    }

    /** As far as the present or the last holder has said. */
    private static boolean isHeldBy(Path data, Holder holder) throws IOException {
        try {
            return Files.readString(said(data)).strip().equals(holder.name());
        } catch (NoSuchFileException nobodyYet) {
            return false;
        }
    }

    private static Optional<DataLock> take(Path data, Holder holder, FileChannel channel) throws IOException {
        Optional<FileLock> lock = tryLock(channel);
        if (lock.isEmpty()) {
            channel.close();
            return Optional.empty();
        }
        Files.writeString(said(data), holder.name() + "\n");
        return Optional.of(new DataLock(channel));
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException inThisProcess) {
            return Optional.empty();
        }
    }

    private static Path file(Path data) {
        return data.resolve("agent.lock");
    }

    /** Beside the lock, since some systems let nobody read a locked file. */
    private static Path said(Path data) {
        return data.resolve("agent.lock.holder");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
