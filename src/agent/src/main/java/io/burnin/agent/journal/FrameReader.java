package io.burnin.agent.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads the frames of a file one after the other. For one thread. */
final class FrameReader implements AutoCloseable {

    /** Length, checksum, number of the first record, how many numbers the records take. */
    static final int HEAD = Integer.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;

    private static final int LONGEST = 64 << 20;

    private final RandomAccessFile file;
    private final long end;
    private long offset;

    /**
     * @param offset where a frame begins
     * @param end how far it may read
     */
    FrameReader(Path path, long offset, long end) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.offset = offset;
        this.end = end;
    }

    /** A frame on disk; {@code next} is where the one after it begins. */
    record Stored(long offset, long next, long firstSeq, int count, byte[] payload) {
        long lastSeq() {
            return firstSeq + count - 1;
        }
    }

    long offset() {
        return offset;
    }

    /** The frame here, and moves behind it; empty if no whole one is here. */
    Optional<Stored> next() throws IOException {
        byte[] head = new byte[HEAD];
        if (end - offset < HEAD) {
            return Optional.empty();
        }
        try {
            file.seek(offset);
            file.readFully(head);
            int length = ByteBuffer.wrap(head).getInt();
            if (length < 0 || length > LONGEST || end - offset - HEAD < length) {
                return Optional.empty();
            }
            byte[] frame = new byte[HEAD + length];
            System.arraycopy(head, 0, frame, 0, HEAD);
            file.readFully(frame, HEAD, length);
            return stored(frame);
        } catch (EOFException shorter) {
            return Optional.empty();
        }
    }

    private Optional<Stored> stored(byte[] frame) {
        ByteBuffer read = ByteBuffer.wrap(frame);
        if (read.getInt(Integer.BYTES) != checksum(frame)) {
            return Optional.empty();
        }
        byte[] payload = new byte[frame.length - HEAD];
        System.arraycopy(frame, HEAD, payload, 0, payload.length);
        var stored = new Stored(
                offset,
                offset + frame.length,
                read.getLong(2 * Integer.BYTES),
                read.getInt(2 * Integer.BYTES + Long.BYTES),
                payload);
        offset = stored.next();
        return Optional.of(stored);
    }

    /** Over the whole frame except the checksum itself. */
    static int checksum(byte[] frame) {
        var crc = new CRC32C();
        crc.update(frame, 0, Integer.BYTES);
        crc.update(frame, 2 * Integer.BYTES, frame.length - 2 * Integer.BYTES);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
