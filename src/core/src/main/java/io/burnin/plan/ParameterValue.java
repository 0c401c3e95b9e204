package io.burnin.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** What a parameter stands for. As JSON it is a string, or an array of strings. */
public sealed interface ParameterValue {

    /** From JSON; numbers and booleans are the text that they were written as. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ParameterValue of(Object value) {
        return switch (value) {
            case List<?> words -> new Words(words.stream().map(String::valueOf).toList());
            case String text -> new Text(text);
            case Number number -> new Text(number.toString());
            case Boolean bool -> new Text(bool.toString());
            case null, default ->
                throw new IllegalArgumentException("a parameter is a text or a list of words, not %s".formatted(value));
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
