package io.burnin.agent.capture;

import java.nio.charset.StandardCharsets;

/**
 * What was read, with the secrets in it; nothing else ever holds it. To read is quick, and a step may wait for it; to clean takes
 * longer.
 *
 * @param text a character for each byte
 * @param isPart whether there was more before it
 * @param lines how many of its last lines are wanted
 * @param room how many bytes may be kept of it
 */
record Raw(String text, boolean isPart, int lines, long room) {

    /** A secret may begin before what is kept. */
    static final int CONTEXT = 16 << 10;

    /** No more of it than is wanted, and what a secret in that may need. */
    static Raw of(String text, boolean isPart, int lines, long room) {
        int from = Math.max(0, startOfLast(text, lines) - CONTEXT);
        return new Raw(text.substring(from), isPart || from > 0, lines, room);
    }

    /** About as many bytes as will be kept. */
    long size() {
        return Math.min(room, text.length());
    }

    /** The last lines of what is left without secrets. A line that does not fit alone is cut. */
    Excerpt clean(Redaction redaction, long most) {
        Redaction.Result clean = redaction.redact(text);
        int from = Math.max(
                startOfLast(clean.text(), lines),
                Math.toIntExact(Math.max(0, clean.text().length() - Math.min(room, most))));
        boolean isCut = isPart || from > 0;
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
