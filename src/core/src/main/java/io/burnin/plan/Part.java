package io.burnin.plan;

import io.burnin.metric.Unit;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A piece of a plan with its place and the shape that the grammar gives it. Getters type what stands there; where that fails
 * they tell the reading and return something harmless, so that all errors of a plan are found at once.
 */
final class Part {

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final Reading reading;
    private final Node node;
    private final String path;
    private final List<Shape> shapes;

    Part(Reading reading, Node node, String path, Shape shape) {
        this.reading = reading;
        this.node = node;
        this.path = path;
        this.shapes = shape.alternatives();
    }

    Node node() {
        return node;
    }

    String path() {
        return path;
    }

    /** The last word of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    void error(String rule, String message, String remedy) {
        reading.error(rule, node.place(), path, message, remedy);
    }

    boolean isMap() {
        return node instanceof Node.Entries;
    }

    /** Whether it is exactly that word. */
    boolean says(String word) {
        return node instanceof Node.Scalar scalar && scalar.text().strip().equals(word);
    }

    // Single values

    String text() {
        return scalar(Shape.Type.TEXT, text -> text, "");
    }

    /** A name that something else has. */
    String reference() {
        return scalar(Shape.Type.NAME, String::strip, "");
    }

    Template template(Set<String> saved) {
        requireScalar(Shape.Type.TEMPLATE);
        return typed(text -> reading.parameters().template(text, saved)).orElse(new Template(""));
    }

    /** A path, perhaps with wildcards. */
    String glob() {
        return scalar(Shape.Type.PATH, text -> text, "");
    }

    Path file() {
        return scalar(Shape.Type.PATH, Scalars::path, Path.of(""));
    }

    String pointer() {
        return scalar(Shape.Type.POINTER, Scalars::pointer, "");
    }

    Pattern pattern() {
        return scalar(Shape.Type.PATTERN, Scalars::pattern, Pattern.compile(""));
    }

    /** A whole number of at least {@code least}. */
    int count(int least) {
        return scalar(Shape.Type.COUNT, text -> Scalars.count(text, least, 1_000_000_000), least);
    }

    int port() {
        return scalar(Shape.Type.PORT, text -> Scalars.count(text, 1, 65_535), 1);
    }

    Duration duration() {
        return scalar(Shape.Type.DURATION, Literals::duration, Duration.ZERO);
    }

    /** A duration of more than nothing. */
    Duration positive() {
        return scalar(Shape.Type.DURATION, Scalars::positive, Duration.ofSeconds(1));
    }

    long size() {
        return scalar(Shape.Type.SIZE, Literals::size, 0L);
    }

    double share() {
        return scalar(Shape.Type.SHARE, Literals::share, 0.0);
    }

    double rate() {
        return scalar(Shape.Type.RATE, Literals::rate, 1.0);
    }

    Condition condition() {
        return scalar(
                Shape.Type.CONDITION, Literals::condition, new Condition(Condition.Comparison.EXACTLY, 0, Unit.COUNT));
    }

    ZoneId zone() {
        return scalar(Shape.Type.ZONE, Scalars::zone, ZoneOffset.UTC);
    }

    Charset charset() {
        return scalar(Shape.Type.CHARSET, Scalars::charset, StandardCharsets.UTF_8);
    }

    Unit unit() {
        return scalar(Shape.Type.UNIT, Scalars::unit, Unit.COUNT);
    }

    boolean flag() {
        return word().equals("true");
    }

    /** One of the words that the grammar lists here; empty if it is another. */
    String word() {
        Shape.Word words = shape(Shape.Word.class);
        return typed(text -> Scalars.word(text.strip(), words.words())).orElse("");
    }

    /** The same as a constant; {@code fallback} if the word is none. */
    <E extends Enum<E>> E word(Class<E> type, E fallback) {
        String word = word();
        return word.isEmpty()
                ? fallback
                : Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    // Collections

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

    private <S extends Shape> S shape(Class<S> type) {
        return shapes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the grammar has no %s at %s, but %s".formatted(type.getSimpleName(), path, shapes)));
    }

    private void requireScalar(Shape.Type type) {
        if (!shapes.contains(Shape.of(type))) {
            throw new IllegalStateException("the grammar has no %s at %s, but %s".formatted(type, path, shapes));
        }
    }

    /** Makes a value of a text. */
    @FunctionalInterface
    interface Conversion<T> {
        T of(String text) throws Literals.Malformed;
    }

    private <T> T scalar(Shape.Type type, Conversion<T> conversion, T fallback) {
        requireScalar(type);
        if (node instanceof Node.Scalar scalar) {
            Optional<Literals.Malformed> trap = Scalars.trap(reading, scalar, type);
            if (trap.isPresent()) {
                error("value", trap.get().getMessage(), trap.get().remedy());
                return fallback;
            }
        }
        return typed(text -> conversion.of(
                        strippedUnlessText(type, reading.parameters().plain(text))))
                .orElse(fallback);
    }

    private static String strippedUnlessText(Shape.Type type, String text) {
        return type == Shape.Type.TEXT ? text : text.strip();
    }

    private <T> Optional<T> typed(Conversion<T> conversion) {
        switch (node) {
            case Node.Absent absent -> {}
            case Node.Scalar scalar when scalar.isNothing() -> error("value", "the value is missing", "write one");
            case Node.Scalar scalar -> {
                try {
                    Scalars.refuseEscapes(reading, scalar);
                    return Optional.of(conversion.of(scalar.text()));
                } catch (Literals.Malformed malformed) {
                    error("value", malformed.getMessage(), malformed.remedy());
                }
            }
            case Node.Items items ->
                error("value", "a single value belongs here, not a list", "remove the [ ] or the -");
            case Node.Entries entries -> error("value", "a single value belongs here, not a map", whenMap());
        }
        return Optional.empty();
    }

    private String whenMap() {
        return reading.line(node.place()).contains("${")
                ? "a value with ${…} needs quotes here"
                : "remove the { } or the keys below";
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
