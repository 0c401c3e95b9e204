package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrammarTest {

    /** A key that no reader asks for would be allowed and ignored; this plan is what shows that each is read. */
    @Test
    void standsWholeInThePlanWithEveryKey() throws IOException, PlanException {
        var unseen = new LinkedHashSet<String>();
        collect(Grammar.PLAN, unseen, new LinkedHashSet<>());

        mark(YamlTree.read(SourceText.of(EveryKey.plan())), Grammar.PLAN, unseen);

        assertThat(unseen).isEmpty();
    }

    @Test
    void reservesNoWordThatItHasBuilt() {
        var all = new LinkedHashSet<Shape.Fields>();
        collect(Grammar.PLAN, new LinkedHashSet<>(), all);

        assertThat(all).allSatisfy(fields -> assertThat(fields.reserved()).doesNotContainAnyElementsOf(fields.words()));
    }

    static List<Arguments> reservedWords() {
        var all = new LinkedHashSet<Shape.Fields>();
        collect(Grammar.PLAN, new LinkedHashSet<>(), all);
        return all.stream()
                .flatMap(fields -> fields.reserved().stream().map(word -> Arguments.of(word, fields.title(), fields)))
                .toList();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("reservedWords")
    void tellsOfAWordThatIsNotBuiltYet(String word, String title, Shape.Fields fields) throws PlanException {
        SourceText source = SourceText.of("# a line before\n%s: x\n".formatted(word));
        var reading = new Reading(source);

        new Part(reading, YamlTree.read(source), "somewhere", fields).fields();

        assertThat(reading.problems().getFirst()).satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("`%s` is not supported yet".formatted(word));
            assertThat(problem.path()).isEqualTo("somewhere/" + word);
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.remedy()).startsWith("remove it; known are: ");
        });
    }

    private static void collect(Shape shape, Set<String> words, Set<Shape.Fields> seen) {
        switch (shape) {
            case Shape.Fields fields
            when seen.add(fields) -> {
                fields.words().forEach(word -> words.add(fields.title() + ": " + word));
                fields.keys().values().forEach(key -> collect(key.shape(), words, seen));
                fields.variants().values().forEach(variant -> {
                    collect(variant.shape(), words, seen);
                    variant.keys().values().forEach(key -> collect(key.shape(), words, seen));
                });
            }
            case Shape.ListOf list -> collect(list.item(), words, seen);
            case Shape.MapOf map -> collect(map.value(), words, seen);
            case Shape.Either either -> either.shapes().forEach(each -> collect(each, words, seen));
            case Shape.Ref ref -> collect(ref.resolved(), words, seen);
            case Shape.Fields fields -> {}
            case Shape.Scalar scalar -> {}
            case Shape.Word word -> {}
            case Shape.Json json -> {}
        }
    }

    private static void mark(Node node, Shape shape, Set<String> unseen) {
        for (Shape each : shape.alternatives()) {
            switch (each) {
                case Shape.Fields fields
                when node instanceof Node.Entries map -> map.entries().forEach(entry -> markKey(entry, fields, unseen));
                case Shape.ListOf list
                when node instanceof Node.Items items -> items.items().forEach(item -> mark(item, list.item(), unseen));
                case Shape.MapOf values
                when node instanceof Node.Entries map ->
                    map.entries().forEach(entry -> mark(entry.value(), values.value(), unseen));
                default -> {}
            }
        }
    }

    private static void markKey(Node.Entry entry, Shape.Fields fields, Set<String> unseen) {
        String key = entry.key().text();
        unseen.remove(fields.title() + ": " + key);
        if (fields.keys().containsKey(key)) {
            mark(entry.value(), fields.keys().get(key).shape(), unseen);
        } else if (fields.variants().containsKey(key)) {
            mark(entry.value(), fields.variants().get(key).shape(), unseen);
        }
        fields.variants().values().stream()
                .filter(variant -> variant.keys().containsKey(key))
                .forEach(variant -> mark(entry.value(), variant.keys().get(key).shape(), unseen));
    }
}
