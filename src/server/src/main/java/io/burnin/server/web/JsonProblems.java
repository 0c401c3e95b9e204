package io.burnin.server.web;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with a body of JSON, in the words of who wrote it: the field, and what belongs there. */
final class JsonProblems {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, long.class, Integer.class, Long.class);

    static Problem of(JacksonException unreadable) {
        String field = unreadable instanceof JsonMappingException mapping ? path(mapping) : "";
        if (unreadable.getCause() instanceof Problem worded) {
            return worded.type() == ProblemType.INVALID ? at(field, ProblemType.INVALID, worded.getMessage()) : worded;
        }
        String reason = reason(unreadable);
        if (!field.isEmpty()) {
            return at(field, ProblemType.BAD_REQUEST, reason);
        }
        return Problem.of(
                ProblemType.BAD_REQUEST,
                "the body is not the JSON that is expected, at line %d, column %d: %s",
                unreadable.getLocation().getLineNr(),
                unreadable.getLocation().getColumnNr(),
                reason);
    }

    private static Problem at(String field, ProblemType type, String reason) {
        return Problem.of(type, "%s: %s", field, reason)
                .with("errors", List.of(Map.of("field", field, "message", reason)));
    }

    /** {@code targets[0].name} */
    private static String path(JsonMappingException error) {
        return error.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(joining("."))
                .replace(".[", "[");
    }

    private static String reason(JacksonException error) {
        return switch (error) {
            case UnrecognizedPropertyException unknown ->
                "is not known; known are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(joining(", "));
            case InvalidFormatException wrong ->
                "%s is not right: %s belongs here".formatted(wrong.getValue(), kind(wrong.getTargetType()));
            case MismatchedInputException other
            when other.getTargetType() != null -> kind(other.getTargetType()) + " belongs here";
            default -> error.getOriginalMessage();
        };
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getFields())
                            .filter(Field::isEnumConstant)
                            .map(JsonProblems::word)
                            .collect(joining(", "));
        }
        if (WHOLE.contains(type)) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == TimeSpan.class) {
            return "a duration such as \"30s\"";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list [ ]";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object { }" : "a text";
    }

    private static String word(Field constant) {
        JsonProperty written = constant.getAnnotation(JsonProperty.class);
        return written == null ? constant.getName() : written.value();
    }

    private JsonProblems() {}
}
