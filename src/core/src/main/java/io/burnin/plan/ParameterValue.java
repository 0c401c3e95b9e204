package io.burnin.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/** What a parameter stands for. In JSON a text is a string, the words of a command are an array of strings. */
public sealed interface ParameterValue {

    /** Reads what people write in JSON: numbers and booleans are texts, too. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ParameterValue ofJson(Object json) {
        return json instanceof List<?> words
                ? new Words(words.stream().map(ParameterValue::scalar).toList())
                : new Text(scalar(json));
    }

    private static String scalar(Object json) {
        return switch (json) {
            case String text -> text;
            case Double number -> BigDecimal.valueOf(number).toPlainString();
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default ->
                throw new IllegalArgumentException("a parameter is a text, a number or a list of texts, not " + json);
        };
    }

    record Text(@JsonValue String text) implements ParameterValue {}

    /** The words of a command. */
    record Words(@JsonValue List<String> words) implements ParameterValue {
        public Words {
            words = List.copyOf(words);
        }
    }
}
