package io.burnin.agent.probe.tail;

import java.util.Locale;

/**
 * Whole lines of one file, {@code bytes[from..to)}. Only the last line of a file that was rotated away, and the part of a line
 * that is too long, have no line end. The bytes are valid during the call only.
 *
 * @param source the file, told apart from others that had or will have its path
 * @param offset where {@code from} lies in the file
 */
public record Block(String source, byte[] bytes, int from, int to, long offset, Encoding encoding) {

    /** Takes lines. */
    @FunctionalInterface
    public interface Sink {
        void lines(Block block);
    }

    /** Takes one line, {@code bytes[from..to)} without its line end; {@code offset} is where it begins in the file. */
    @FunctionalInterface
    public interface LineSink {
        void line(int from, int to, long offset);
    }

    public void forEachLine(LineSink sink) {
        int start = from;
        while (start < to) {
            int end = encoding.endOfLine(bytes, start, to);
            int next = end < 0 ? to : end;
            sink.line(start, withoutLineEnd(start, next), offset + (start - from));
            start = next;
        }
    }

    public int countLines() {
        if (encoding.width() == 1) {
            boolean unfinished = bytes[to - 1] != '\n';
            return Bytes.count(bytes, (byte) '\n', from, to) + (unfinished ? 1 : 0);
        }
        int lines = 0;
        for (int start = from; start < to; lines++) {
            int end = encoding.endOfLine(bytes, start, to);
            start = end < 0 ? to : end;
        }
        return lines;
    }

    /** Where the line begins that holds {@code index}. */
    public int lineStart(int index) {
        int newline = Bytes.lastIndexOf(bytes, (byte) '\n', from, index);
        return newline < 0 ? from : newline + 1;
    }

    /** Where the line after the one that holds {@code index} begins. */
    public int nextLine(int index) {
        int newline = Bytes.indexOf(bytes, (byte) '\n', index, to);
        return newline < 0 ? to : newline + 1;
    }

    /** Where the line that begins at {@code start} ends, its line end not included. */
    public int withoutLineEnd(int start, int next) {
        int end = next;
        end = withoutUnit(start, end, '\n');
        return withoutUnit(start, end, '\r');
    }

    private int withoutUnit(int start, int end, char unit) {
        int width = encoding.width();
        if (end - width < start) {
            return end;
        }
        boolean there = width == 1
                ? bytes[end - 1] == unit
                : encoding.bigEndian()
                        ? bytes[end - 1] == unit && bytes[end - 2] == 0
                        : bytes[end - 2] == unit && bytes[end - 1] == 0;
        return there ? end - width : end;
    }

    public String text(int start, int end) {
        return encoding.decode(bytes, start, end);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s[%d..%d)", source, offset, offset + to - from);
    }
}
