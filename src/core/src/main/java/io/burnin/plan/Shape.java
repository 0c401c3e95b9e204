package io.burnin.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What may stand somewhere in a plan. One table of these ({@link Grammar}) is what the parser reads by and what the JSON Schema
 * is written from, so that the two cannot differ.
 */
sealed interface Shape {

    /** A single value. How it is typed is decided here and never by its looks. */
    record Scalar(Type type) implements Shape {}

    enum Type {
        /** Text in which parameters are put in before the run. */
        TEXT,
        /** Text in which runtime placeholders may stand too. */
        TEMPLATE,
        /** A name that others use: letters, digits, {@code _} and {@code -}. */
        NAME,
        PATH,
        POINTER,
        PATTERN,
        COUNT,
        PORT,
        DURATION,
        SIZE,
        SHARE,
        RATE,
        CONDITION,
        /** A condition, perhaps on a baseline. */
        BAND,
        /** With which runs before it a run is compared. */
        BASELINE,
        ZONE,
        CHARSET,
        UNIT
    }

    record Word(List<String> words) implements Shape {}

    /** @param orSingle whether a lone item stands for a list of it */
    record ListOf(Shape item, boolean orSingle) implements Shape {}

    /** @param keys how the keys are typed: {@code NAME}, {@code TEXT} or {@code POINTER} */
    record MapOf(Type keys, Shape value) implements Shape {}

    /** Whatever JSON can say. */
    record Json() implements Shape {}

    /** Told apart by being a text, a list or a map. */
    record Either(List<Shape> shapes) implements Shape {}

    /** A shape that is told elsewhere, perhaps around this one. */
    record Ref(Supplier<? extends Shape> shape) implements Shape {}

    /**
     * A map with known keys.
     *
     * @param title what messages call it, with its article
     * @param variants exactly one of these keys says what it is; none if there are no variants
     * @param reserved words of the grammar that are not built yet
     */
    record Fields(String title, Map<String, Key> keys, Map<String, Variant> variants, Set<String> reserved)
            implements Shape {

        /** Whether that key can stand there. */
        boolean knows(String key) {
            return variants.containsKey(key)
                    || keys.containsKey(key)
                    || variants.values().stream()
                            .anyMatch(variant -> variant.keys().containsKey(key));
        }

        /** Every key that can stand there. */
        Set<String> words() {
            var words = new LinkedHashSet<>(variants.keySet());
            words.addAll(keys.keySet());
            variants.values().forEach(variant -> words.addAll(variant.keys().keySet()));
            return words;
        }
    }

    record Key(Shape shape, boolean required, String description) {}

    /** @param keys those that may stand beside it and not beside the others */
    record Variant(Shape shape, Map<String, Key> keys, String description) {}

    static Shape of(Type type) {
        return new Scalar(type);
    }

    static Shape word(String... words) {
        return new Word(List.of(words));
    }

    static Shape list(Shape item) {
        return new ListOf(item, false);
    }

    static Shape oneOrMore(Shape item) {
        return new ListOf(item, true);
    }

    static Shape map(Shape value) {
        return new MapOf(Type.NAME, value);
    }

    static Shape map(Type keys, Shape value) {
        return new MapOf(keys, value);
    }

    static Shape either(Shape... shapes) {
        return new Either(List.of(shapes));
    }

    static Keys<?> keys() {
        return new Beside();
    }

    static Builder fields(String title) {
        return new Builder(title);
    }

    /** The shape itself, when this only names it. */
    default Shape resolved() {
        return this instanceof Ref ref ? ref.shape().get().resolved() : this;
    }

    /** The shapes that can stand here: the alternatives, or this one alone. */
    default List<Shape> alternatives() {
        return switch (resolved()) {
            case Either either ->
                either.shapes().stream()
                        .flatMap(shape -> shape.alternatives().stream())
                        .toList();
            case ListOf list
            when list.orSingle() -> {
                var all = new ArrayList<Shape>();
                all.add(list);
                all.addAll(list.item().alternatives());
                yield all;
            }
            case Shape single -> List.of(single);
        };
    }

    /** Collects keys in the order of the documentation. */
    abstract sealed class Keys<K extends Keys<K>> {

        final Map<String, Key> keys = new LinkedHashMap<>();

        abstract K self();

        K required(String key, Shape shape, String description) {
            keys.put(key, new Key(shape, true, description));
            return self();
        }

        K optional(String key, Shape shape, String description) {
            keys.put(key, new Key(shape, false, description));
            return self();
        }

        Map<String, Key> map() {
            return Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }
    }

    /** Those of one variant. */
    final class Beside extends Keys<Beside> {
        @Override
        Beside self() {
            return this;
        }
    }

    final class Builder extends Keys<Builder> {

        private final String title;
        private final Map<String, Variant> variants = new LinkedHashMap<>();
        private final Set<String> reserved = new LinkedHashSet<>();

        private Builder(String title) {
            this.title = title;
        }

        @Override
        Builder self() {
            return this;
        }

        Builder with(Map<String, Key> more) {
            keys.putAll(more);
            return this;
        }

        Builder variant(String key, Shape shape, String description) {
            variants.put(key, new Variant(shape, Map.of(), description));
            return this;
        }

        Builder variant(String key, Shape shape, String description, Keys<?> beside) {
            variants.put(key, new Variant(shape, beside.map(), description));
            return this;
        }

        Builder reserved(String... words) {
            reserved.addAll(List.of(words));
            return this;
        }

        Fields build() {
            return new Fields(
                    title,
                    map(),
                    Collections.unmodifiableMap(new LinkedHashMap<>(variants)),
                    Collections.unmodifiableSet(new LinkedHashSet<>(reserved)));
        }
    }
}
