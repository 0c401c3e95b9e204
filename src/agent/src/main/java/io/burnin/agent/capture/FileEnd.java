package io.burnin.agent.capture;

import io.burnin.agent.probe.tail.Encoding;
import io.burnin.plan.Capture.Amount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a text file. Of a file of any length no more is read than may be kept, and some before that. */
final class FileEnd {

    private FileEnd() {}

    /** @param planned how the file is written, unless it begins with a byte order mark */
    static Raw read(Path file, Charset planned, Amount amount, long most) throws IOException, NotKept {
        // NIO, and closed at once: on Windows anything else keeps the target from renaming its own file.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] start = read(channel, 0, Math.toIntExact(Math.min(NotText.LOOK, channel.size())));
            NotText.refuse(start);
            Encoding encoding = Encoding.of(planned, start, start.length);
            long size = channel.size();
            long room = Math.min(most, amount instanceof Amount.Bytes(long bytes) ? bytes : most);
            long from = Math.max(encoding.mark(), size - (room + Raw.CONTEXT) * encoding.width());
            from += (from - encoding.mark()) % encoding.width();
            byte[] bytes = read(channel, from, Math.toIntExact(Math.max(0, size - from)));
            int lines = amount instanceof Amount.Lines(int count) ? count : Integer.MAX_VALUE;
            return Raw.of(text(bytes, encoding), from > encoding.mark(), lines, room);
        }
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
        byte[] read = new byte[buffer.position()];
        System.arraycopy(buffer.array(), 0, read, 0, read.length);
        return read;
    }

    /** Bytes as characters: what is not UTF-16 stays as it is. Where one is without a mark, it is readable without its zeros. */
    private static String text(byte[] bytes, Encoding encoding) {
        String text = encoding.width() > 1
                ? new String(
                        encoding.decode(bytes, 0, bytes.length).getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1)
                : new String(bytes, StandardCharsets.ISO_8859_1);
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
