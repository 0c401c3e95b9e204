package io.burnin.demo;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON, and reads it through {@link JsonReader}. Objects are maps that keep their order, arrays lists, numbers
 * {@link BigDecimal} or any other {@link Number} to write, null is {@link Optional#empty()}.
 */
final class Json {

    private Json() {}

    /** @param parts alternately a name and its value */
    static Map<String, Object> object(Object... parts) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }

    /** The object that the text is. */
    static JsonObject read(String text) throws JsonException {
        if (new JsonReader(text).document() instanceof Map<?, ?> object) {
            return JsonObject.of(object);
        }
        throw new JsonException("not an object");
    }

    static String write(Object value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresentOrElse(it -> write(it, out), () -> out.append("null"));
            case JsonObject object -> write(object.members(), out);
            case Map<?, ?> object -> writeObject(object, out);
            case List<?> array -> writeArray(array, out);
            case Number number -> out.append(number);
            case Boolean bool -> out.append(bool);
            default -> quote(value.toString(), out);
        }
    }

    private static void writeObject(Map<?, ?> object, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : object.entrySet()) {
            out.append(separator);
            quote(member.getKey().toString(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void writeArray(List<?> array, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (Object element : array) {
            out.append(separator);
            write(element, out);
            separator = ",";
        }
        out.append(']');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
