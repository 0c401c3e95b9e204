package io.burnin.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A piece of a plan with its place and the shape that the grammar gives it: a single value, a list, a map, or whatever may be one of them. */
final class Part extends SingleValue {

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    Part(Reading reading, Node node, String path, Shape shape) {
        super(reading, node, path, shape);
    }

    boolean isMap() {
        return node instanceof Node.Entries;
    }

    /** What the list holds. A list parameter that stands alone, here or as an item, is put in. */
    List<Part> items() {
        Shape.ListOf list = shape(Shape.ListOf.class);
        return switch (node) {
            case Node.Items items -> itemsOf(items, list.item());
            case Node.Scalar scalar when listParameter(scalar).isPresent() -> wordsOf(scalar, list.item(), 0);
            case Node.Scalar scalar when list.orSingle() -> List.of(new Part(reading, node, path, list.item()));
            case Node.Entries entries when list.orSingle() -> List.of(new Part(reading, node, path, list.item()));
            case Node.Absent absent -> List.of();
            case Node.Scalar scalar -> {
                error("value", "a list belongs here, not " + scalar.kind(), asList(scalar));
                yield List.of();
            }
            case Node.Entries entries -> {
                error("value", "a list belongs here, not a map", "write - before it, or [ ] around it");
                yield List.of();
            }
        };
    }

    /** What the map holds, by key and in order. */
    Map<String, Part> entries() {
        Shape.MapOf map = shape(Shape.MapOf.class);
        var parts = new LinkedHashMap<String, Part>();
        switch (node) {
            case Node.Entries entries -> {
                for (Node.Entry entry : entries.entries()) {
                    if (isKey(entry.key(), map.keys())) {
                        parts.put(
                                entry.key().text(),
                                new Part(
                                        reading,
                                        entry.value(),
                                        path + "/" + entry.key().text(),
                                        map.value()));
                    }
                }
            }
            case Node.Absent absent -> {}
            case Node.Scalar scalar -> notAMap("a map", scalar);
            case Node.Items items -> notAMap("a map", items);
        }
        return parts;
    }

    Fields fields() {
        Shape.Fields fields = shape(Shape.Fields.class);
        return switch (node) {
            case Node.Entries entries -> new Fields(reading, entries, path, fields);
            case Node.Absent absent -> Fields.absent(reading, absent.place(), path, fields);
            case Node.Scalar scalar -> {
                notAMap(fields.title(), scalar);
                yield Fields.absent(reading, node.place(), path, fields);
            }
            case Node.Items items -> {
                notAMap(fields.title(), items);
                yield Fields.absent(reading, node.place(), path, fields);
            }
        };
    }

    Template json(Set<String> saved) {
        shape(Shape.Json.class);
        return new JsonText(reading, path, saved).of(node);
    }

    private List<Part> itemsOf(Node.Items items, Shape item) {
        var parts = new ArrayList<Part>();
        for (Node each : items.items()) {
            if (each instanceof Node.Scalar scalar && listParameter(scalar).isPresent()) {
                parts.addAll(wordsOf(scalar, item, parts.size()));
            } else {
                parts.add(new Part(reading, each, path + "/" + parts.size(), item));
            }
        }
        return parts;
    }

    private Optional<String> listParameter(Node.Scalar scalar) {
        return reading.parameters().whole(scalar.text()).filter(reading.parameters()::isList);
    }

    /** The words of the list parameter. They are values, so a placeholder in them is a text. */
    private List<Part> wordsOf(Node.Scalar scalar, Shape item, int first) {
        var parts = new ArrayList<Part>();
        for (String word : reading.parameters().words(listParameter(scalar).orElseThrow())) {
            Node literal = new Node.Scalar(scalar.place(), word.replace("${", "$${"), Node.Scalar.Style.SINGLE_QUOTED);
            parts.add(new Part(reading, literal, path + "/" + (first + parts.size()), item));
        }
        return parts;
    }

    private String asList(Node.Scalar scalar) {
        String text = scalar.text().strip();
        if (text.isEmpty()) {
            return "write [ ], or lines that begin with -";
        }
        String by = "[" + String.join(", ", text.split("\\s+")) + "]";
        return reading.corrected(scalar.place(), text, by, "write " + by);
    }

    private boolean isKey(Node.Scalar key, Shape.Type type) {
        boolean fits = switch (type) {
            case NAME -> KEY.matcher(key.text()).matches();
            case POINTER -> key.text().isEmpty() || key.text().startsWith("/");
            default -> true;
        };
        if (!fits) {
            reading.error(
                    "key",
                    key.place(),
                    path,
                    "'%s' cannot be a key here".formatted(key.text()),
                    type == Shape.Type.NAME
                            ? "a name begins with a letter and goes on with at most 63 letters, digits, _ or -"
                            : "a place in JSON begins with /: /" + key.text());
        }
        return fits;
    }

    private void notAMap(String what, Node found) {
        boolean missesSpace =
                found instanceof Node.Scalar scalar && scalar.text().matches("[A-Za-z]\\w*:\\S.*");
        error(
                "value",
                "%s belongs here, not %s".formatted(what, found.kind()),
                missesSpace ? "a space must follow the colon" : "write its keys, each followed by a colon and a value");
    }

    /** The value of a parameter: a text or a list, with other parameters put in. */
    Optional<ParameterValue> value(Parameters parameters) {
        return switch (node) {
            case Node.Items items -> {
                var words = new ArrayList<String>();
                for (Node item : items.items()) {
                    new Part(reading, item, path, Grammar.TEXT)
                            .typed(parameters::plain)
                            .ifPresent(words::add);
                }
                yield Optional.of(new ParameterValue.Words(words));
            }
            case Node.Scalar scalar
            when parameters.whole(scalar.text()).isPresent() ->
                Optional.of(parameters.value(parameters.whole(scalar.text()).orElseThrow()));
            case Node.Scalar scalar -> typed(parameters::plain).map(ParameterValue.Text::new);
            case Node.Entries entries -> typed(parameters::plain).map(ParameterValue.Text::new);
            case Node.Absent absent -> Optional.empty();
        };
    }
}
