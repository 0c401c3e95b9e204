package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Nothing of the plan that Burnin was ordered with is missing in the built-in plan. */
class SeedCoverageTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| `(.*?)` \\| (.*?) \\|.*\\|");
    private static final Pattern REFERENCE = Pattern.compile("`([^`]+)`");

    @Test
    void everyLineThatSaysSomethingHasACounterpart() throws IOException {
        List<String> seed = resource("/seed/phase1-burn-in-plan.md").lines().toList();
        List<String> meaningful = IntStream.rangeClosed(1, seed.size())
                .filter(number -> saysSomething(seed.get(number - 1)))
                .mapToObj(number -> number + " " + seed.get(number - 1).strip().replace('`', '\''))
                .toList();

        List<String> covered = rows().stream()
                .filter(row -> !row.references().isEmpty())
                .map(row -> row.line() + " " + row.text().replace("\\|", "|"))
                .toList();

        assertThat(covered).isEqualTo(meaningful);
    }

    @Test
    void everyCounterpartExists() throws IOException {
        Object plan = new Load(LoadSettings.builder().build())
                .loadFromString(resource("/io/burnin/plan/builtin/phase1-burn-in.yaml"));

        List<String> dangling = rows().stream()
                .flatMap(row -> row.references().stream())
                .distinct()
                .filter(reference -> resolve(plan, reference).isEmpty())
                .toList();

        assertThat(dangling).isEmpty();
    }

    private static boolean saysSomething(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.equals("---") && !text.startsWith("```");
    }

    private static Optional<Object> resolve(Object node, String path) {
        Optional<Object> found = Optional.of(node);
        for (String key : path.split("/")) {
            found = found.flatMap(inside -> child(inside, key));
        }
        return found;
    }

    private static Optional<Object> child(Object node, String key) {
        if (node instanceof List<?> list) {
            return Integer.parseInt(key) < list.size()
                    ? Optional.of(list.get(Integer.parseInt(key)))
                    : Optional.empty();
        }
        return node instanceof Map<?, ?> map ? Optional.ofNullable(map.get(key)) : Optional.empty();
    }

    private static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Checkout.ROOT.resolve("docs/seed-coverage.md"))) {
            return lines.map(ROW::matcher).filter(Matcher::matches).map(Row::of).toList();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = SeedCoverageTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record Row(int line, String text, List<String> references) {
        static Row of(Matcher row) {
            List<String> references = REFERENCE
                    .matcher(row.group(3))
                    .results()
                    .map(reference -> reference.group(1))
                    .toList();
            return new Row(Integer.parseInt(row.group(1)), row.group(2), references);
        }
    }
}
