package io.burnin.plan;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a piece of a plan as JSON. Quoted texts are strings; unquoted ones are what JSON itself reads in them, so that
 * {@code 0012345}, {@code on} and {@code 12e3456} stay strings. A placeholder stays as it is, for the agent to escape its value.
 */
final class JsonText {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Set<String> WORDS = Set.of("true", "false", "null");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

    private final Reading reading;
    private final String path;
    private final Set<String> saved;

    JsonText(Reading reading, String path, Set<String> saved) {
        this.reading = reading;
        this.path = path;
        this.saved = saved;
    }

    Template of(Node node) {
        return new Template(write(node));
    }

    private String write(Node node) {
        return switch (node) {
            case Node.Absent absent -> "null";
            case Node.Items items -> items.items().stream().map(this::write).collect(Collectors.joining(",", "[", "]"));
            case Node.Entries entries ->
                entries.entries().stream()
                        .map(entry -> string(entry.key()) + ":" + write(entry.value()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Node.Scalar scalar when scalar.isNothing() -> "null";
            case Node.Scalar scalar
            when scalar.style() == Node.Scalar.Style.PLAIN && isJson(scalar.text()) -> scalar.text();
            case Node.Scalar scalar -> wholeParameter(scalar).orElseGet(() -> string(scalar));
        };
    }

    /** A number or list parameter that stands alone keeps its type. */
    private Optional<String> wholeParameter(Node.Scalar scalar) {
        Parameters parameters = reading.parameters();
        return parameters.whole(scalar.text()).flatMap(name -> switch (parameters.value(name)) {
            case ParameterValue.Words words ->
                Optional.of(words.words().stream()
                        .map(word -> quoted(word.replace("${", "$${")))
                        .collect(Collectors.joining(",", "[", "]")));
            case ParameterValue.Text text ->
                Optional.of(text.text())
                        .filter(value -> isJson(value)
                                && parameters
                                        .declaration(name)
                                        .filter(its -> its.type() == Parameter.Type.NUMBER)
                                        .isPresent());
        });
    }

    private String string(Node.Scalar scalar) {
        try {
            return quoted(reading.parameters().template(scalar.text(), saved).text());
        } catch (Literals.Malformed malformed) {
            reading.error("parameter", scalar.place(), path, malformed.getMessage(), malformed.remedy());
            return "\"\"";
        }
    }

    private static boolean isJson(String text) {
        return WORDS.contains(text) || NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int end = 0;
        while (placeholder.find()) {
            escape(text, end, placeholder.start(), json);
            json.append(placeholder.group());
            end = placeholder.end();
        }
        escape(text, end, text.length(), json);
        return json.append('"').toString();
    }

    private static void escape(String text, int from, int to, StringBuilder json) {
        for (int i = from; i < to; i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"', '\\' -> json.append('\\').append(letter);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (letter < 0x20) {
                        json.append("\\u%04x".formatted((int) letter));
                    } else {
                        json.append(letter);
                    }
                }
            }
        }
    }
}
