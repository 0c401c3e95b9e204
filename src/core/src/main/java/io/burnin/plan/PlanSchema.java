package io.burnin.plan;

import io.burnin.metric.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON Schema of plans, for editors and for whoever writes plans by program. Written from the table that the parser reads by.
 * It says what may stand where; whether names, metrics and units fit is for {@link PlanFile#lint}.
 */
public final class PlanSchema {

    private static final String NAME = "^[A-Za-z][A-Za-z0-9_-]{0,63}$";
    private static final String COMPARISON = "below|above|at most|at least|exactly|in|<=?|>=?|==?|≤|≥";
    private static final String PARAMETER = "\\$\\{";

    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private PlanSchema() {}

    /** The schema as JSON text, always the same. */
    public static String json() {
        return JsonWriter.write(new PlanSchema().schema());
    }

    private Map<String, Object> schema() {
        Map<String, Object> plan = fields(Grammar.PLAN);
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Burnin plan");
        schema.putAll(plan);
        schema.put("$defs", definitions);
        return schema;
    }

    private Object of(Shape shape) {
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar.type());
            case Shape.Word word -> Map.of("enum", valuesOf(word));
            case Shape.ListOf list -> list(list);
            case Shape.MapOf map ->
                object(
                        "type", "object",
                        "propertyNames", keys(map.keys()),
                        "additionalProperties", of(map.value()));
            case Shape.Json json -> true;
            case Shape.Either either ->
                Map.of("anyOf", either.shapes().stream().map(this::of).toList());
            case Shape.Ref ref -> of(ref.resolved());
            case Shape.Fields fields -> reference(fields);
        };
    }

    private static List<Object> valuesOf(Shape.Word word) {
        var values = new ArrayList<Object>(word.words());
        if (word.words().contains("true")) {
            values.add(true);
            values.add(false);
        }
        return values;
    }

    private Object list(Shape.ListOf list) {
        Object item = of(list.item());
        var forms = new ArrayList<>();
        forms.add(object("type", "array", "items", item));
        if (list.item() instanceof Shape.Scalar) {
            forms.add(string("^\\$\\{[^}]*}$"));
        }
        if (list.orSingle()) {
            forms.add(item);
        }
        return forms.size() == 1 ? forms.getFirst() : Map.of("anyOf", forms);
    }

    private Object reference(Shape.Fields fields) {
        String name = fields.title().replaceFirst("^an? ", "").replace(' ', '-');
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // it may hold itself
            definitions.put(name, fields(fields));
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> fields(Shape.Fields fields) {
        var properties = new LinkedHashMap<String, Object>();
        fields.variants()
                .forEach((key, variant) -> properties.put(key, described(variant.shape(), variant.description())));
        fields.keys().forEach((key, its) -> properties.put(key, described(its.shape(), its.description())));
        boolean closed = fields.variants().values().stream()
                .allMatch(variant -> variant.keys().isEmpty());
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required(fields.keys()).isEmpty()) {
            schema.put("required", required(fields.keys()));
        }
        if (closed) {
            schema.put("additionalProperties", false);
        }
        if (!fields.variants().isEmpty()) {
            var variants = new ArrayList<>();
            fields.variants().forEach((key, variant) -> variants.add(variant(fields, key, variant, closed)));
            schema.put("oneOf", variants);
        }
        return schema;
    }

    private Map<String, Object> variant(Shape.Fields fields, String keyword, Shape.Variant variant, boolean closed) {
        var required = new ArrayList<>(List.of(keyword));
        required.addAll(required(variant.keys()));
        var schema = new LinkedHashMap<String, Object>();
        schema.put("required", required);
        if (!closed) {
            Set<String> allowed = new LinkedHashSet<>(List.of(keyword));
            allowed.addAll(variant.keys().keySet());
            allowed.addAll(fields.keys().keySet());
            schema.put("propertyNames", Map.of("enum", List.copyOf(allowed)));
        }
        if (!variant.keys().isEmpty()) {
            var properties = new LinkedHashMap<String, Object>();
            variant.keys().forEach((key, its) -> properties.put(key, described(its.shape(), its.description())));
            schema.put("properties", properties);
        }
        return schema;
    }

    private static List<String> required(Map<String, Shape.Key> keys) {
        return keys.entrySet().stream()
                .filter(key -> key.getValue().required())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Object described(Shape shape, String description) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", description);
        if (of(shape) instanceof Map<?, ?> its) {
            its.forEach((key, value) -> schema.put((String) key, value));
        }
        return schema;
    }

    private static Object keys(Shape.Type type) {
        return switch (type) {
            case NAME -> string(NAME);
            case POINTER -> string("^(/.*)?$");
            default -> Map.of("type", "string");
        };
    }

    /** Wherever something is checked before a run, a parameter may stand for it. */
    private static Object scalar(Shape.Type type) {
        return switch (type) {
            case TEXT, TEMPLATE, PATH, PATTERN -> Map.of("type", List.of("string", "number", "boolean"));
            case NAME, ZONE, CHARSET -> Map.of("type", "string");
            case POINTER -> string("^(/|$|" + PARAMETER + ")");
            case COUNT, PORT -> Map.of("anyOf", List.of(object("type", "integer", "minimum", 1), string(PARAMETER)));
            case DURATION ->
                Map.of(
                        "anyOf",
                        List.of(
                                Map.of("const", 0),
                                string("^\\s*(\\d+(\\.\\d+)?\\s*(us|ms|s|min|m|h|d)|" + PARAMETER + ")")));
            case SIZE -> string("^\\s*(\\d+(\\.\\d+)?\\s*(B|kB|MB|GB)\\s*$|.*" + PARAMETER + ")");
            case SHARE -> string("^\\s*(\\d+(\\.\\d+)?\\s*%\\s*$|.*" + PARAMETER + ")");
            case RATE -> string("/(s|min|h|d|day)\\s*$|" + PARAMETER);
            case CONDITION -> string("^\\s*(" + COMPARISON + "|" + PARAMETER + ")");
            case BAND -> string("^\\s*(" + COMPARISON + "|within baseline|" + PARAMETER + ")");
            case BASELINE -> string("^\\s*(run:.+|pinned|lastGreen|median\\(\\s*\\d+\\s*\\))\\s*$|" + PARAMETER);
            case UNIT -> Map.of("enum", Unit.written().toList());
        };
    }

    private static Map<String, Object> string(String pattern) {
        return object("type", "string", "pattern", pattern);
    }

    /** Keys and values in turn, kept in that order. */
    private static Map<String, Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
