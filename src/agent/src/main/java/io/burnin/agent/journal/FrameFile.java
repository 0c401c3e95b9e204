package io.burnin.agent.journal;

import java.io.EOFException;
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
import java.util.zip.CRC32C;

/**
 * An append-only file of frames: length, CRC32C, number of the first record, count of records, payload. A frame is there whole or
 * not at all: what a kill or a power failure left of the last one is cut off when the file is opened.
 *
 * <p>Not a {@link FileChannel}: that one closes itself under a thread that is interrupted, and steps are interrupted.
 */
final class FrameFile implements AutoCloseable {

    /** A frame on disk; {@code next} is where the one after it begins. */
    record Stored(long offset, long next, long firstSeq, int count, byte[] payload) {
        long lastSeq() {
            return firstSeq + count - 1;
        }
    }

    private static final int HEAD = Integer.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int LONGEST = 64 << 20;

    private final Path path;
    private final RandomAccessFile file;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile long end;
    private volatile long durable;

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
            opened.end = opened.file.length();
            opened.durable = opened.end;
            try (Cursor cursor = opened.cursor()) {
                for (Optional<Stored> frame = cursor.next(); frame.isPresent(); frame = cursor.next()) {
                    visitor.visit(frame.get());
                }
                opened.file.setLength(cursor.offset());
                opened.end = cursor.offset();
            }
            opened.durable = 0;
            opened.sync();
            return opened;
        } catch (IOException | RuntimeException unreadable) {
            opened.file.close();
            throw unreadable;
        }
    }

    interface Visitor {
        void visit(Stored frame) throws IOException;
    }

    /** Hands it to the operating system, which keeps it through a kill of this process. One thread at a time appends. */
    void append(long firstSeq, int count, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length);
        frame.putInt(payload.length).putInt(0).putLong(firstSeq).putInt(count).put(payload);
        frame.putInt(Integer.BYTES, checksum(frame.array()));
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
            if (durable < wanted) {
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

    /** Reads from the start, and never beyond what is durable. */
    Cursor cursor() throws IOException {
        return new Cursor(new RandomAccessFile(path.toFile(), "r"));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A place in the file and a reader of its own; for one thread. */
    final class Cursor implements AutoCloseable {

        private final RandomAccessFile reader;
        private long offset;

        private Cursor(RandomAccessFile reader) {
            this.reader = reader;
        }

        long offset() {
            return offset;
        }

        void moveTo(long elsewhere) {
            offset = elsewhere;
        }

        /** The frame here, and moves behind it; empty if no whole one is here. */
        Optional<Stored> next() throws IOException {
            byte[] head = new byte[HEAD];
            if (durable - offset < HEAD) {
                return Optional.empty();
            }
            reader.seek(offset);
            reader.readFully(head);
            int length = ByteBuffer.wrap(head).getInt();
            if (length < 0 || length > LONGEST || durable - offset - HEAD < length) {
                return Optional.empty();
            }
            byte[] frame = new byte[HEAD + length];
            System.arraycopy(head, 0, frame, 0, HEAD);
            try {
                reader.readFully(frame, HEAD, length);
            } catch (EOFException shorter) {
                return Optional.empty();
            }
            ByteBuffer read = ByteBuffer.wrap(frame);
            if (read.getInt(Integer.BYTES) != checksum(frame)) {
                return Optional.empty();
            }
            byte[] payload = new byte[length];
            System.arraycopy(frame, HEAD, payload, 0, length);
            var stored = new Stored(
                    offset,
                    offset + frame.length,
                    read.getLong(2 * Integer.BYTES),
                    read.getInt(2 * Integer.BYTES + Long.BYTES),
                    payload);
            offset = stored.next();
            return Optional.of(stored);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /** Over the whole frame except the checksum itself. */
    private static int checksum(byte[] frame) {
        var crc = new CRC32C();
        crc.update(frame, 0, Integer.BYTES);
        crc.update(frame, 2 * Integer.BYTES, frame.length - 2 * Integer.BYTES);
        return (int) crc.getValue();
    }

    /** So that the new file's name survives a power failure; Windows does that by itself and offers no way to ask. */
    private static void syncFolder(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
