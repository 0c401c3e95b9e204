package io.burnin.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A map with known keys. What is unknown, reserved, missing or too much is told when it is opened. */
final class Fields {

    private final Reading reading;
    private final Node.Place place;
    private final String path;
    private final Shape.Fields shape;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private Optional<String> keyword = Optional.empty();

    Fields(Reading reading, Node.Entries node, String path, Shape.Fields shape) {
        this(reading, node.place(), path, shape);
        node.entries().forEach(entry -> entries.put(entry.key().text(), entry));
        boolean strange = false;
        String before = "";
        for (Node.Entry entry : node.entries()) {
            strange |= tellIfStrange(entry, before);
            before = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        }
        chooseVariant(strange);
        tellMissing(strange);
    }

    private Fields(Reading reading, Node.Place place, String path, Shape.Fields shape) {
        this.reading = reading;
        this.place = place;
        this.path = path;
        this.shape = shape;
    }

    /** None of whose keys are there, which is told already. */
    static Fields absent(Reading reading, Node.Place place, String path, Shape.Fields shape) {
        return new Fields(reading, place, path, shape);
    }

    /** The one key that says what this is. Empty if that is told already. */
    Optional<String> keyword() {
        return keyword;
    }

    Optional<Part> find(String key) {
        return part(key, shapeOf(key));
    }

    /** What stands there; something harmless if it is missing, which is told already. */
    Part require(String key) {
        return find(key).orElseGet(() -> new Part(reading, new Node.Absent(place), path, shapeOf(key)));
    }

    /** What stands behind the keyword. */
    Part variant() {
        String word = keyword.orElseThrow(() -> new IllegalStateException(path + " has no keyword"));
        return part(word, shape.variants().get(word).shape()).orElseThrow();
    }

    Node.Place place() {
        return place;
    }

    void error(String rule, String message, String remedy) {
        reading.error(rule, place, path, message, remedy);
    }

    /** The same key may mean something else beside another keyword. */
    private Shape shapeOf(String key) {
        return Optional.ofNullable(shape.keys().get(key))
                .or(() -> Optional.ofNullable(variantKeys().get(key)))
                .or(() -> shape.variants().values().stream()
                        .flatMap(variant -> Optional.ofNullable(variant.keys().get(key)).stream())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException(shape.title() + " has no key " + key))
                .shape();
    }

    private Optional<Part> part(String key, Shape its) {
        return Optional.ofNullable(entries.get(key))
                .map(entry -> new Part(reading, entry.value(), (path.isEmpty() ? "" : path + "/") + key, its));
    }

    private boolean tellIfStrange(Node.Entry entry, String valueBefore) {
        String key = entry.key().text();
        if (shape.knows(key)) {
            return false;
        }
        if (shape.reserved().contains(key)) {
            tell("reserved", entry.key(), "`%s` is not supported yet".formatted(key), "remove it; " + known());
        } else if (key.endsWith(")") && valueBefore.contains("(")) {
            String metric = valueBefore.substring(valueBefore.indexOf('(') + 1).strip();
            String statistic =
                    valueBefore.substring(0, valueBefore.indexOf('(')).strip();
            tell(
                    "yaml",
                    entry.key(),
                    "inside { } a comma ends the value, so '%s' became a key".formatted(key),
                    "write: %s: [%s, %s]".formatted(statistic, metric, key.substring(0, key.length() - 1)));
        } else if (key.contains(":")) {
            tell("key", entry.key(), "'%s' is one word to YAML".formatted(key), "a space must follow the colon");
        } else {
            Optional<String> near = Nearest.to(key, shape.words());
            tell(
                    "key",
                    entry.key(),
                    "'%s' is not a key of %s".formatted(key, shape.title()),
                    near.map(word -> reading.corrected(entry.key().place(), key, word, "did you mean '" + word + "'?"))
                            .orElse(known()));
        }
        return true;
    }

    /** The keys that can stand here, for a remedy: not those that go with another variant. */
    private String known() {
        var words = new LinkedHashSet<String>();
        var variant =
                entries.keySet().stream().filter(shape.variants()::containsKey).findFirst();
        variant.ifPresentOrElse(
                word -> words.addAll(shape.variants().get(word).keys().keySet()),
                () -> words.addAll(shape.variants().keySet()));
        words.addAll(shape.keys().keySet());
        return "known are: " + String.join(", ", words);
    }

    private void chooseVariant(boolean strange) {
        if (shape.variants().isEmpty()) {
            return;
        }
        var found =
                entries.keySet().stream().filter(shape.variants()::containsKey).toList();
        if (found.isEmpty()) {
            if (!strange) {
                error(
                        "key",
                        "%s needs one of these keys".formatted(shape.title()),
                        String.join(", ", shape.variants().keySet()));
            }
            return;
        }
        keyword = Optional.of(found.getFirst());
        for (String second : found.subList(1, found.size())) {
            if (!variantKeys().containsKey(second)) {
                tell(
                        "key",
                        entries.get(second).key(),
                        "%s has either '%s' or '%s', not both".formatted(shape.title(), found.getFirst(), second),
                        "make two of it, or remove one");
            }
        }
        entries.forEach((key, entry) -> {
            boolean known = shape.keys().containsKey(key) || variantKeys().containsKey(key) || found.contains(key);
            if (!known && shape.knows(key)) {
                tell(
                        "key",
                        entry.key(),
                        "'%s' does not go with '%s'".formatted(key, found.getFirst()),
                        "it goes with " + variantsWith(key));
            }
        });
    }

    private Map<String, Shape.Key> variantKeys() {
        return keyword.map(word -> shape.variants().get(word).keys()).orElse(Map.of());
    }

    private String variantsWith(String key) {
        return shape.variants().entrySet().stream()
                .filter(variant -> variant.getValue().keys().containsKey(key))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private void tellMissing(boolean strange) {
        var all = new LinkedHashMap<>(shape.keys());
        all.putAll(variantKeys());
        all.forEach((key, known) -> {
            if (known.required() && !entries.containsKey(key) && !strange) {
                error("key", "%s needs '%s'".formatted(shape.title(), key), known.description());
            }
        });
    }

    private void tell(String rule, Node.Scalar key, String message, String remedy) {
        reading.error(rule, key.place(), (path.isEmpty() ? "" : path + "/") + key.text(), message, remedy);
    }
}
