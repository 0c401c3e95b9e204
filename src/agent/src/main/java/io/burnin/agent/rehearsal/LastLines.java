package io.burnin.agent.rehearsal;

import io.burnin.agent.probe.tail.Encoding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last lines of a text file, without reading more of it than they need. */
final class LastLines {

    static final int MOST = 200;
    private static final int LOOK_BACK = 256 * 1024;

    private LastLines() {}

    /** @param planned how the plan says that it is encoded; a byte order mark overrules it */
    static List<String> of(Path path, Charset planned) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] start = new byte[Encoding.LOOK];
            int read = Math.max(0, file.read(start));
            Encoding encoding = Encoding.of(planned, start, read);
            long length = file.length();
            long from = Math.max(encoding.mark(), length - LOOK_BACK);
            // A code unit of two bytes begins at an even distance from the mark.
            from += (from - encoding.mark()) % encoding.width();
            byte[] bytes = new byte[(int) Math.max(0, length - from)];
            file.seek(from);
            file.readFully(bytes);
            return lines(bytes, encoding, from > encoding.mark());
        }
    }

    /** The first of them may be the end of a line only. */
    private static List<String> lines(byte[] bytes, Encoding encoding, boolean isCut) {
        var lines = new ArrayList<String>();
        int at = 0;
        while (at < bytes.length) {
            int end = encoding.endOfLine(bytes, at, bytes.length);
            int next = end < 0 ? bytes.length : end;
            lines.add(encoding.decode(bytes, at, next).stripTrailing());
            at = next;
        }
        if (isCut && !lines.isEmpty()) {
            lines.removeFirst();
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    }
}
