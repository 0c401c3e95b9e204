package io.burnin.plan;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as indented JSON, short ones in one line. */
final class JsonWriter {

    private static final int WIDTH = 140;

    private JsonWriter() {}

    static String write(Object value) {
        var text = new StringBuilder();
        write(value, 0, text);
        return text.append('\n').toString();
    }

    private static void write(Object value, int indent, StringBuilder text) {
        String line = inLine(value);
        if (indent + line.length() <= WIDTH && indent > 0) {
            text.append(line);
            return;
        }
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                text.append("{\n");
                Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
                while (entries.hasNext()) {
                    Map.Entry<?, ?> entry = entries.next();
                    text.append(" ".repeat(indent + 2))
                            .append(quoted(entry.getKey()))
                            .append(": ");
                    write(entry.getValue(), indent + 2, text);
                    text.append(entries.hasNext() ? ",\n" : "\n");
                }
                text.append(" ".repeat(indent)).append('}');
            }
            case List<?> list
            when !list.isEmpty() -> {
                text.append("[\n");
                for (int i = 0; i < list.size(); i++) {
                    text.append(" ".repeat(indent + 2));
                    write(list.get(i), indent + 2, text);
                    text.append(i + 1 < list.size() ? ",\n" : "\n");
                }
                text.append(" ".repeat(indent)).append(']');
            }
            default -> text.append(line);
        }
    }

    private static String inLine(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + inLine(entry.getValue()))
                        .reduce((one, other) -> one + ", " + other)
                        .map(inside -> "{ " + inside + " }")
                        .orElse("{}");
            case List<?> list ->
                list.stream()
                        .map(JsonWriter::inLine)
                        .reduce((one, other) -> one + ", " + other)
                        .map(inside -> "[" + inside + "]")
                        .orElse("[]");
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quoted(value);
        };
    }

    private static String quoted(Object text) {
        return "\"" + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
