package io.burnin.agent.journal;

import io.burnin.agent.journal.FrameReader.Stored;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An append-only file of frames: length, CRC32C, number of the first record, how many numbers the records take, payload. A frame
 * is there whole or not at all: what a kill or a power failure left of the last one is cut off when the file is opened.
 *
 * <p>Not a {@link FileChannel}: that one closes itself under a thread that is interrupted, and steps are interrupted.
 */
final class FrameFile implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile file;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile long end;
    private volatile long durable;
    private boolean isClosed;

    private FrameFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static FrameFile create(Path path) throws IOException {
        Files.createFile(path);
        var created = new FrameFile(path, new RandomAccessFile(path.toFile(), "rw"));
        syncFolder(path.getParent());
        return created;
    }

    /** Opens it for appending behind its last whole frame; each whole frame is shown to the visitor. */
    static FrameFile open(Path path, Visitor visitor) throws IOException {
        var opened = new FrameFile(path, new RandomAccessFile(path.toFile(), "rw"));
        try {
            long whole = visit(path, visitor);
            opened.file.setLength(whole);
            opened.end = whole;
            opened.sync();
            return opened;
        } catch (IOException | RuntimeException unreadable) {
            opened.file.close();
            throw unreadable;
        }
    }

    /** Shows each whole frame of a file that nobody writes. @return where the last of them ends */
    static long visit(Path path, Visitor visitor) throws IOException {
        try (var reader = new FrameReader(path, 0, Files.size(path))) {
            for (Optional<Stored> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                visitor.visit(frame.get());
            }
            return reader.offset();
        }
    }

    interface Visitor {
        void visit(Stored frame) throws IOException;
    }

    /** Hands it to the operating system, which keeps it through a kill of this process. One thread at a time appends. */
    void append(long firstSeq, int count, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FrameReader.HEAD + payload.length);
        frame.putInt(payload.length).putInt(0).putLong(firstSeq).putInt(count).put(payload);
        frame.putInt(Integer.BYTES, FrameReader.checksum(frame.array()));
        long here = end;
        try {
            file.seek(here);
            file.write(frame.array());
        } catch (IOException full) {
            file.setLength(here);
            throw full;
        }
        end = here + frame.capacity();
    }

    /** Returns when everything appended before the call survives a power failure, too. */
    void sync() throws IOException {
        long wanted = end;
        syncing.lock();
        try {
            if (durable < wanted && !isClosed) {
                long reached = end;
                file.getFD().sync();
                durable = reached;
            }
        } finally {
            syncing.unlock();
        }
    }

    Path path() {
        return path;
    }

    /** How many bytes it has. */
    long size() {
        return end;
    }

    /** How many of its bytes survive a power failure. */
    long durable() {
        return durable;
    }

    @Override
    public void close() throws IOException {
        syncing.lock();
        try {
            isClosed = true;
            file.close();
        } finally {
            syncing.unlock();
        }
    }

    /** So that a file's new name survives a power failure; Windows does that by itself and offers no way to ask. */
    static void syncFolder(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
