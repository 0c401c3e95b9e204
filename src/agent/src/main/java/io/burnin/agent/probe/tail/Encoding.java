package io.burnin.agent.probe.tail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the bytes of a text file are to be read. A byte order mark at its start overrules what the plan says: Windows tools
 * write UTF-16 where nobody expects it.
 *
 * @param width bytes of a code unit
 * @param mark bytes of the byte order mark
 */
public record Encoding(Charset charset, int width, boolean bigEndian, int mark) {

    /** Bytes that {@link #of} wants to see. */
    public static final int LOOK = 3;

    /** @param start the first bytes of the file, {@code length} of them */
    public static Encoding of(Charset planned, byte[] start, int length) {
        if (length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            return new Encoding(StandardCharsets.UTF_8, 1, false, 3);
        }
        if (length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            return new Encoding(StandardCharsets.UTF_16LE, 2, false, 2);
        }
        if (length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
            return new Encoding(StandardCharsets.UTF_16BE, 2, true, 2);
        }
        if (planned.equals(StandardCharsets.UTF_16LE)) {
            return new Encoding(planned, 2, false, 0);
        }
        if (planned.equals(StandardCharsets.UTF_16BE) || planned.equals(StandardCharsets.UTF_16)) {
            return new Encoding(StandardCharsets.UTF_16BE, 2, true, 0);
        }
        return new Encoding(planned, 1, false, 0);
    }

    /** Whether a text occurs exactly where its bytes occur, so that nothing need be decoded to find it. */
    public boolean isSearchable() {
        return charset.equals(StandardCharsets.UTF_8)
                || charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
    }

    /** The index behind the first line end at or after {@code from}; -1 if there is none. */
    public int endOfLine(byte[] bytes, int from, int to) {
        if (width == 1) {
            int newline = Bytes.indexOf(bytes, (byte) '\n', from, to);
            return newline < 0 ? -1 : newline + 1;
        }
        for (int i = from; i + 1 < to; i += 2) {
            if (isNewline(bytes, i)) {
                return i + 2;
            }
        }
        return -1;
    }

    /** The index behind the last line end in there; {@code from} if there is none. */
    int endOfLines(byte[] bytes, int from, int to) {
        if (width == 1) {
            int i = to;
            while (i > from && bytes[i - 1] != '\n') {
                i--;
            }
            return i;
        }
        for (int i = from + (to - from) / 2 * 2 - 2; i >= from; i -= 2) {
            if (isNewline(bytes, i)) {
                return i + 2;
            }
        }
        return from;
    }

    private boolean isNewline(byte[] bytes, int i) {
        return bigEndian ? bytes[i] == 0 && bytes[i + 1] == '\n' : bytes[i] == '\n' && bytes[i + 1] == 0;
    }

    public String decode(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, charset);
    }
}
