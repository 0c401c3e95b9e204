package io.burnin.agent.probe.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One file that grows, and how far it was read. */
final class TailedFile {

    private static final int HEAD = 64;

    private final String key;
    private Path path;
    private int generation;
    private long offset;
    private int headLength;
    private int head;
    private boolean skipping;
    private Cursor.State state = Cursor.State.PRESENT;

    private Optional<Encoding> encoding = Optional.empty();
    private byte[] partial = {};
    private FileTime changed = FileTime.fromMillis(0);
    private long quietSince;

    TailedFile(Path path, String key, long nanos) {
        this.path = path;
        this.key = key;
        this.quietSince = nanos;
    }

    TailedFile(Cursor cursor, long nanos) {
        this(Path.of(cursor.path()), cursor.key(), nanos);
        generation = cursor.generation();
        offset = cursor.offset();
        headLength = cursor.headLength();
        head = cursor.head();
        skipping = cursor.skipping();
        state = cursor.state();
    }

    /** {@code 2049:131} on Linux; empty where the system cannot say it. */
    static Optional<String> keyOf(BasicFileAttributes attributes) {
        return Optional.ofNullable(attributes.fileKey())
                .map(key -> key.toString()
                        .replace("(dev=", "")
                        .replace(",ino=", ":")
                        .replace(")", ""));
    }

    Cursor cursor() {
        return new Cursor(path.toString(), key, generation, offset, headLength, head, skipping, state);
    }

    String key() {
        return key;
    }

    Path path() {
        return path;
    }

    String source() {
        return generation == 0 ? key : key + "#" + generation;
    }

    long offset() {
        return offset;
    }

    /** The bytes of the last line as far as it is written. */
    byte[] partial() {
        return partial;
    }

    /** Since when nothing was written to it. */
    long quietSince() {
        return quietSince;
    }

    boolean is(Cursor.State wanted) {
        return state == wanted;
    }

    boolean isSkipping() {
        return skipping;
    }

    void isAt(Path path) {
        if (state == Cursor.State.GONE) {
            startAgain();
        }
        this.path = path;
        state = Cursor.State.PRESENT;
    }

    void rotatedTo(Path path, long nanos) {
        this.path = path;
        state = Cursor.State.ROTATED;
        quietSince = nanos;
    }

    void gone() {
        state = Cursor.State.GONE;
        partial = new byte[0];
    }

    /** Goes to its end; a line that is not finished there is none of ours. */
    void skipExisting(Charset planned) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            takeHead(channel, planned);
            offset = channel.size();
            int width = encoding.map(Encoding::width).orElse(1);
            if (offset >= width) {
                byte[] last = read(channel, offset - width, width);
                skipping = encoding.orElseThrow().endOfLine(last, 0, width) < 0;
            }
        }
    }

    /** Delivers what is new. */
    void read(Charset planned, ReadBuffer buffer, long nanos, Block.Sink sink) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        long size = attributes.size();
        if (size == offset + partial.length && attributes.lastModifiedTime().equals(changed)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path)) {
            if (!isStillMe()) {
                return; // Renamed since we listed; the next reading finds both.
            }
            if (size < offset || !hasSameHead(channel)) {
                startAgain();
            }
            takeHead(channel, planned);
            readLines(channel, size, encoding.orElseThrow(), buffer, sink);
        }
        changed = attributes.lastModifiedTime();
        quietSince = nanos;
    }

    /** Delivers the whole lines among the last {@code most} bytes before the cursor. */
    void readBefore(Charset planned, int most, Block.Sink sink) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            takeHead(channel, planned);
            Encoding text = encoding.orElseThrow();
            long start = Math.max(text.mark(), offset - most / text.width() * text.width());
            byte[] bytes = read(channel, start, (int) Math.max(0, offset - start));
            int from = start == text.mark() ? 0 : Math.max(0, text.endOfLine(bytes, 0, bytes.length));
            int to = text.endOfLines(bytes, from, bytes.length);
            if (to > from) {
                sink.lines(new Block(source(), bytes, from, to, start + from, text));
            }
        }
    }

    /** Delivers the last line of a file that nobody will finish. */
    void finish(Block.Sink sink) {
        if (partial.length > 0 && !skipping) {
            sink.lines(new Block(source(), partial, 0, partial.length, offset, encoding.orElseThrow()));
        }
        offset += partial.length;
        partial = new byte[0];
    }

    private boolean isStillMe() throws IOException {
        return keyOf(Files.readAttributes(path, BasicFileAttributes.class))
                .map(key::equals)
                .orElse(true);
    }

    private void startAgain() {
        generation++;
        offset = 0;
        headLength = 0;
        head = 0;
        skipping = false;
        partial = new byte[0];
        encoding = Optional.empty();
    }

    private boolean hasSameHead(FileChannel channel) throws IOException {
        return headLength == 0 || checksum(read(channel, 0, headLength), headLength) == head;
    }

    private void takeHead(FileChannel channel, Charset planned) throws IOException {
        if (headLength == HEAD && encoding.isPresent()) {
            return;
        }
        byte[] start = read(channel, 0, HEAD);
        headLength = start.length;
        head = checksum(start, start.length);
        if (encoding.isEmpty() || offset <= Encoding.LOOK) {
            Encoding found = Encoding.of(planned, start, start.length);
            encoding = Optional.of(found);
            offset = offset < found.mark() ? Math.min(found.mark(), channel.size()) : offset;
        }
    }

    private void readLines(FileChannel channel, long limit, Encoding text, ReadBuffer buffer, Block.Sink sink)
            throws IOException {
        long position = offset;
        int filled = 0;
        while (position < limit) {
            if (filled == buffer.length() && !buffer.grow()) {
                deliver(buffer.bytes(), 0, filled, text, sink);
                offset += filled;
                filled = 0;
                skipping = true;
            }
            int room = (int) Math.min(buffer.length() - filled, limit - position);
            int read = channel.read(ByteBuffer.wrap(buffer.bytes(), filled, room), position);
            if (read <= 0) {
                break;
            }
            position += read;
            filled += read;
            int used = useLines(buffer.bytes(), filled, text, sink);
            System.arraycopy(buffer.bytes(), used, buffer.bytes(), 0, filled - used);
            offset += used;
            filled -= used;
            if (read == room && used > 0) {
                buffer.widen();
            }
        }
        partial = Arrays.copyOf(buffer.bytes(), filled);
    }

    /** @return how many bytes need not be looked at again */
    private int useLines(byte[] bytes, int filled, Encoding text, Block.Sink sink) {
        int from = 0;
        if (skipping) {
            int end = text.endOfLine(bytes, 0, filled);
            if (end < 0) {
                return filled / text.width() * text.width();
            }
            skipping = false;
            from = end;
        }
        int to = text.endOfLines(bytes, from, filled);
        deliver(bytes, from, to, text, sink);
        return to;
    }

    private void deliver(byte[] bytes, int from, int to, Encoding text, Block.Sink sink) {
        if (to > from && !skipping) {
            sink.lines(new Block(source(), bytes, from, to, offset + from, text));
        }
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, position + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
