package io.burnin.plan;

import io.burnin.metric.Unit;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a piece of a plan says when it is a single value. Getters type what stands there; where that fails they tell the reading
 * and return something harmless, so that all errors of a plan are found at once.
 */
abstract sealed class SingleValue permits Part {

    private static final Condition NOTHING_LESS = new Condition(Condition.Comparison.EXACTLY, 0, Unit.COUNT);

    final Reading reading;
    final Node node;
    final String path;
    private final List<Shape> shapes;

    SingleValue(Reading reading, Node node, String path, Shape shape) {
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

    /** One that needs nothing but a value. */
    Condition condition() {
        return scalar(Shape.Type.CONDITION, SingleValue::withoutBaseline, NOTHING_LESS);
    }

    /** One that may need a baseline, too. */
    Condition band() {
        return scalar(Shape.Type.BAND, ConditionText::read, NOTHING_LESS);
    }

    private static Condition withoutBaseline(String text) throws Literals.Malformed {
        Condition condition = ConditionText.read(text);
        if (condition.isRelative()) {
            throw new Literals.Malformed(
                    "a baseline is for green and yellow, and not here", "compare with a number: at most 500 ms");
        }
        return condition;
    }

    BaselineChoice baseline() {
        return scalar(Shape.Type.BASELINE, BaselineText::choice, new BaselineChoice.LastGreen());
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

    final <S extends Shape> S shape(Class<S> type) {
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

    final <T> Optional<T> typed(Conversion<T> conversion) {
        switch (node) {
            case Node.Absent absent -> {}
            case Node.Scalar scalar when scalar.isNothing() -> error("value", "the value is missing", "write one");
            case Node.Scalar scalar -> {
                try {
                    Scalars.refuseEscapes(reading, scalar);
                    return Optional.of(conversion.of(scalar.text()));
                } catch (Literals.Malformed malformed) {
                    error("value", malformed.getMessage(), remedy(scalar, malformed));
                }
            }
            case Node.Items items ->
                error("value", "a single value belongs here, not a list", "remove the [ ] or the -");
            case Node.Entries entries -> error("value", "a single value belongs here, not a map", whenMap());
        }
        return Optional.empty();
    }

    /** The line as it should be, where that is known. */
    private String remedy(Node.Scalar scalar, Literals.Malformed malformed) {
        return malformed.instead().isEmpty()
                ? malformed.remedy()
                : reading.corrected(node.place(), scalar.text().strip(), malformed.instead(), malformed.remedy());
    }

    private String whenMap() {
        return reading.line(node.place()).contains("${")
                ? "a value with ${…} needs quotes here"
                : "remove the { } or the keys below";
    }
}
