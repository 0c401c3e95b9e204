package io.burnin.agent.probe.tail;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The longest text that every match of a pattern contains, so that only lines with it need be decoded and matched. Where the
 * pattern is too clever to be sure, there is none.
 */
public final class RequiredText {

    private static final int UNSURE = Pattern.CASE_INSENSITIVE | Pattern.COMMENTS | Pattern.LITERAL | Pattern.CANON_EQ;
    private static final String CLASSES = "dDsSwWhHvVRXbBAGZzpPkNxucenrtfa0123456789QE";

    private final String pattern;
    private final StringBuilder current = new StringBuilder();
    private String longest = "";
    private int next;

    private RequiredText(String pattern) {
        this.pattern = pattern;
    }

    public static Optional<String> of(Pattern pattern) {
        String text = pattern.pattern();
        if ((pattern.flags() & UNSURE) != 0 || text.contains("\\Q") || text.contains("(?i") || text.contains("(?x")) {
            return Optional.empty();
        }
        return new RequiredText(text).find();
    }

    private Optional<String> find() {
        while (next < pattern.length()) {
            char c = pattern.charAt(next++);
            switch (c) {
                case '|' -> {
                    return Optional.empty();
                }
                case '(' -> skipGroup();
                case '[' -> skipClass();
                case '.', '^', '$' -> end();
                case '?', '*' -> endWithoutLast();
                case '{' -> skipCount();
                case '+' -> end();
                case '\\' -> escaped();
                default -> current.append(c);
            }
        }
        end();
        return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
    }

    private void escaped() {
        char c = next < pattern.length() ? pattern.charAt(next++) : '\\';
        if (CLASSES.indexOf(c) < 0) {
            current.append(c);
            return;
        }
        end();
        if (next < pattern.length() && (c == 'k' || c == 'x' || c == 'p' || c == 'P' || c == 'N')) {
            skipName(c);
        } else if (c == 'u') {
            next = Math.min(pattern.length(), next + 4);
        } else if (c == 'c') {
            next = Math.min(pattern.length(), next + 1);
        }
    }

    /** {@code \k<name>}, {@code \p{name}}, {@code \pL}, {@code \xhh}. */
    private void skipName(char c) {
        char open = pattern.charAt(next);
        if (open == '<' || open == '{') {
            int close = pattern.indexOf(open == '<' ? '>' : '}', next);
            next = close < 0 ? pattern.length() : close + 1;
        } else {
            next = Math.min(pattern.length(), next + (c == 'x' ? 2 : 1));
        }
    }

    private void skipGroup() {
        end();
        int depth = 1;
        while (next < pattern.length() && depth > 0) {
            char c = pattern.charAt(next++);
            switch (c) {
                case '\\' -> next++;
                case '[' -> skipClass();
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
        }
    }

    private void skipClass() {
        end();
        int depth = 1;
        if (next < pattern.length() && pattern.charAt(next) == '^') {
            next++;
        }
        while (next < pattern.length() && depth > 0) {
            char c = pattern.charAt(next++);
            switch (c) {
                case '\\' -> next++;
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {}
            }
        }
    }

    /** A count may allow zero times, so the character before it is not certain. */
    private void skipCount() {
        endWithoutLast();
        int close = pattern.indexOf('}', next);
        next = close < 0 ? pattern.length() : close + 1;
    }

    private void endWithoutLast() {
        if (!current.isEmpty()) {
            current.setLength(current.offsetByCodePoints(current.length(), -1));
        }
        end();
    }

    private void end() {
        if (current.length() > longest.length()) {
            longest = current.toString();
        }
        current.setLength(0);
    }
}
