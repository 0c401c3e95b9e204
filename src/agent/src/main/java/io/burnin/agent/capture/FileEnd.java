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

/** The end of a text file without the secrets in it. Of a file of any length no more is read than may be kept, and some before that. */
final class FileEnd {

    /** A secret may begin before what is kept. */
    private static final int CONTEXT = 16 << 10;

    private final Redaction redaction;

    FileEnd(Redaction redaction) {
        this.redaction = redaction;
    }

    /** @param planned how the file is written, unless it begins with a byte order mark */
    Excerpt read(Path file, Charset planned, Amount amount, long most) throws IOException, NotKept {
        // NIO, and closed at once: on Windows anything else keeps the target from renaming its own file.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] start = read(channel, 0, Math.toIntExact(Math.min(NotText.LOOK, channel.size())));
            NotText.refuse(start);
            Encoding encoding = Encoding.of(planned, start, start.length);
            long size = channel.size();
            long room = Math.min(most, amount instanceof Amount.Bytes(long bytes) ? bytes : most);
            long from = Math.max(encoding.mark(), size - (room + CONTEXT) * encoding.width());
            from += (from - encoding.mark()) % encoding.width();
            byte[] bytes = read(channel, from, Math.toIntExact(Math.max(0, size - from)));
            int lines = amount instanceof Amount.Lines(int count) ? count : Integer.MAX_VALUE;
            return cut(text(bytes, encoding), from > encoding.mark(), lines, Math.toIntExact(room));
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

    /** The last lines of what is left without secrets. A line that does not fit alone is cut. */
    private Excerpt cut(String text, boolean isPart, int lines, int room) {
        int wanted = startOfLast(text, lines);
        Redaction.Result clean = redaction.redact(text.substring(Math.max(0, wanted - CONTEXT)));
        int from = Math.max(startOfLast(clean.text(), lines), clean.text().length() - room);
        boolean isCut = isPart || wanted > CONTEXT || from > 0;
        int begin = isCut ? startOfLine(clean.text(), from) : from;
        return new Excerpt(clean.text().substring(begin).getBytes(StandardCharsets.ISO_8859_1), isCut, clean.count());
    }

    /** Where the last so many lines begin; 0 if there are no more. */
    private static int startOfLast(String text, int lines) {
        int at = text.endsWith("\n") ? text.length() - 1 : text.length();
        for (int line = 0; line < lines; line++) {
            at = text.lastIndexOf('\n', at - 1);
            if (at < 0) {
                return 0;
            }
        }
        return at + 1;
    }

    /** There, if a line begins there; else behind the next end of a line, unless nothing would be left. */
    private static int startOfLine(String text, int from) {
        if (from > 0 && text.charAt(from - 1) == '\n') {
            return from;
        }
        int end = text.indexOf('\n', from);
        return end < 0 || end == text.length() - 1 ? from : end + 1;
    }
}
