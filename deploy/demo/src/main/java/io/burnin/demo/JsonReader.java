package io.burnin.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one JSON document. A byte order mark is refused like any other stray character. */
final class JsonReader {

    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Object document() throws JsonException {
        Object value = value();
        skipSpace();
        if (at < text.length()) {
            throw unexpected();
        }
        return value;
    }

    private Object value() throws JsonException {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", Optional.empty());
            default -> number();
        };
    }

    private Map<String, Object> object() throws JsonException {
        descend();
        Map<String, Object> object = new LinkedHashMap<>();
        skipSpace();
        if (peek() != '}') {
            do {
                skipSpace();
                String name = string();
                skipSpace();
                expect(':');
                object.put(name, value());
                skipSpace();
            } while (accept(','));
        }
        expect('}');
        depth--;
        return object;
    }

    private List<Object> array() throws JsonException {
        descend();
        List<Object> array = new ArrayList<>();
        skipSpace();
        if (peek() != ']') {
            do {
                array.add(value());
                skipSpace();
            } while (accept(','));
        }
        expect(']');
        depth--;
        return array;
    }

    private void descend() throws JsonException {
        at++;
        if (++depth > DEEPEST) {
            throw new JsonException("nested deeper than " + DEEPEST);
        }
    }

    private String string() throws JsonException {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < 0x20) {
                throw new JsonException("control character in a string at " + at);
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() throws JsonException {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> c;
            case 'u' -> codeUnit();
            default -> throw new JsonException("unknown escape \\" + c);
        };
    }

    private char codeUnit() throws JsonException {
        if (at + 4 > text.length()) {
            throw new JsonException("ends too early");
        }
        try {
            int unit = Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return (char) unit;
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }

    private Object literal(String word, Object value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        return value;
    }

    private BigDecimal number() throws JsonException {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            throw unexpected();
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws JsonException {
        if (at >= text.length()) {
            throw new JsonException("ends too early");
        }
        return text.charAt(at);
    }

    private boolean accept(char c) throws JsonException {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) throws JsonException {
        if (!accept(c)) {
            throw unexpected();
        }
    }

    private JsonException unexpected() {
        return new JsonException(
                at < text.length() ? "unexpected '%s' at %d".formatted(text.charAt(at), at) : "ends too early");
    }
}
