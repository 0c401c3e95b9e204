package io.burnin.plan;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The text of a plan file without byte order mark, its lines ended by line feeds, so that equal plans have equal hashes. */
record SourceText(String text, List<String> lines) {

    /** The longest plan, in characters. */
    static final int MAX_LENGTH = 1_048_576;

    /** No text of that length has more in any encoding. */
    static final int MOST_BYTES = 4 * MAX_LENGTH;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static SourceText of(byte[] bytes) throws PlanException {
        if (bytes.length > MOST_BYTES) {
            throw refused(Node.Place.START, "the plan has more than %,d bytes".formatted(MOST_BYTES), TOO_LONG);
        }
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            throw refused(Node.Place.START, "the plan is written in UTF-32", SAVE_AS);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return of(decode(bytes, 2, StandardCharsets.UTF_16LE));
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return of(decode(bytes, 2, StandardCharsets.UTF_16BE));
        }
        if (bytes.length >= 2 && (bytes[0] == 0 || bytes[1] == 0)) {
            throw refused(Node.Place.START, "the plan looks like UTF-16 without a byte order mark", SAVE_AS);
        }
        return of(decode(bytes, startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8));
    }

    static SourceText of(String text) throws PlanException {
        if (text.length() > MAX_LENGTH) {
            throw refused(Node.Place.START, "the plan has %,d characters".formatted(text.length()), TOO_LONG);
        }
        String bare = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        String normal = bare.replace("\r\n", "\n").replace('\r', '\n');
        return new SourceText(normal, List.of(normal.split("\n", -1)));
    }

    /** SHA-256 in hexadecimal. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The line, from 1; empty past the end. */
    String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** The line at that place with {@code found}, which starts there or after, replaced. Empty if it is not there. */
    Optional<String> corrected(Node.Place place, String found, String by) {
        String line = line(place.line());
        int at = found.isEmpty() ? -1 : line.indexOf(found, Math.min(place.column() - 1, line.length()));
        return at < 0
                ? Optional.empty()
                : Optional.of((line.substring(0, at) + by + line.substring(at + found.length())).strip());
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, int from, Charset charset) throws PlanException {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String read = out.flip().toString();
        if (result.isError()) {
            int line = (int) read.chars().filter(letter -> letter == '\n').count() + 1;
            int column = read.length() - read.lastIndexOf('\n');
            throw refused(
                    new Node.Place(line, column),
                    "this is not %s".formatted(charset.name().substring(0, 5)),
                    SAVE_AS);
        }
        return read;
    }

    private static PlanException refused(Node.Place place, String message, String remedy) {
        return new PlanException(List.of(
                new Problem(Problem.Severity.ERROR, "yaml", place.line(), place.column(), "", message, remedy)));
    }

    private static final String TOO_LONG = "a plan has at most 1,048,576 characters (1 MB)";
    private static final String SAVE_AS = "save it as UTF-8, or as UTF-16 with a byte order mark";
}
