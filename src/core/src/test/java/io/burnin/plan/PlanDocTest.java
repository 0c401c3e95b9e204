package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.MetricDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/plan.md} says is what is built. {@code -Dapprove=true} writes its generated parts anew. */
class PlanDocTest {

    private static final Path DOC = Path.of("../../docs/plan.md");

    @Test
    void showsAPlanThatIsRight() throws IOException {
        assertPart("example", "```yaml\n" + Examples.PLAN + "```\n");
    }

    @Test
    void listsEveryKey() throws IOException {
        var all = new LinkedHashSet<Shape.Fields>();
        collect(Grammar.PLAN, all);

        assertPart("keys", all.stream().map(PlanDocTest::keysOf).collect(Collectors.joining("\n")));
    }

    @Test
    void listsWhatEveryProbeEmits() throws IOException, PlanException {
        Plan plan = PlanFile.read(EveryKey.plan()).example("long");
        List<MetricDefinition> all = MetricCatalogue.of(plan).all();
        var table = new StringBuilder("| probe | metric | kind | unit | labels | what |\n|---|---|---|---|---|---|\n");
        Set<String> told = new TreeSet<>();
        for (Probe probe : plan.probes().values()) {
            String kind = probe.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            String word = kind.equals("ready") ? "service" : kind;
            rows(all, probe.name() + ".", word, "<probe>.", table);
            told.add(probe.name() + ".");
        }
        rows(all, "tiny.", "`http.load`", "<load>.", table);
        told.add("tiny.");
        told.add("order.");
        Predicate<MetricDefinition> builtIn =
                metric -> metric.name().contains(".") && told.stream().noneMatch(metric.name()::startsWith);
        all.stream().filter(builtIn).forEach(metric -> table.append(row("always", metric.name(), metric)));

        assertPart("metrics", table.toString());
    }

    private static void rows(
            List<MetricDefinition> all, String prefix, String kind, String shown, StringBuilder table) {
        all.stream()
                .filter(metric -> metric.name().startsWith(prefix))
                .filter(metric -> !metric.name().equals("log.errors"))
                .forEach(metric -> table.append(row(
                        kind, shown + generic(kind, metric.name().substring(prefix.length())), metric)));
    }

    /** The names that the plan itself gave to rules and places. */
    private static String generic(String kind, String quantity) {
        String given = kind.equals("log") ? "handled" : kind.equals("ledger") ? "none" : "size|to|load";
        return quantity.replaceAll("^(%s)(?=\\.|$)".formatted(given), kind.equals("log") ? "<rule>" : "<taken>");
    }

    private static String row(String kind, String name, MetricDefinition metric) {
        return "| %s | `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        kind,
                        name,
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        metric.unit().symbol(),
                        String.join(", ", metric.labels()).replace("level", "those of `labels`"),
                        metric.description());
    }

    private static String keysOf(Shape.Fields fields) {
        var text =
                new StringBuilder("### " + Character.toUpperCase(fields.title().charAt(0))
                        + fields.title().substring(1) + "\n\n");
        text.append("| key | value | what |\n|---|---|---|\n");
        fields.variants().forEach((key, variant) -> {
            text.append("| one of: `%s` | %s | %s |\n".formatted(key, valueOf(variant.shape()), variant.description()));
            variant.keys()
                    .forEach((beside, its) -> text.append("| (`%s`%s) | %s | %s |\n"
                            .formatted(beside, its.required() ? " *" : "", valueOf(its.shape()), its.description())));
        });
        fields.keys()
                .forEach((key, its) -> text.append("| `%s`%s | %s | %s |\n"
                        .formatted(key, its.required() ? " *" : "", valueOf(its.shape()), its.description())));
        if (!fields.reserved().isEmpty()) {
            text.append("\nNot supported yet: ")
                    .append(fields.reserved().stream()
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        return text.toString();
    }

    private static String valueOf(Shape shape) {
        return switch (shape) {
            case Shape.Scalar scalar ->
                switch (scalar.type()) {
                    case COUNT -> "number";
                    case TEMPLATE -> "text with placeholders";
                    case PATTERN -> "regular expression";
                    case POINTER -> "place in JSON";
                    case ZONE -> "time zone";
                    case CHARSET -> "encoding";
                    case BAND -> "condition, also on a baseline";
                    case BASELINE -> "`lastGreen`, `pinned`, `median(5)` or `run:ID`";
                    case TEXT, NAME, PATH, PORT, DURATION, SIZE, SHARE, RATE, CONDITION, UNIT ->
                        scalar.type().name().toLowerCase(Locale.ROOT);
                };
            case Shape.Word word ->
                word.words().stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
            case Shape.ListOf list -> (list.orSingle() ? "one or more: " : "list: ") + valueOf(list.item());
            case Shape.MapOf map -> "map to: " + valueOf(map.value());
            case Shape.Either either ->
                either.shapes().stream().map(PlanDocTest::valueOf).collect(Collectors.joining(", or "));
            case Shape.Json json -> "JSON";
            case Shape.Ref ref -> valueOf(ref.resolved());
            case Shape.Fields fields ->
                "[%s](#%s)"
                        .formatted(
                                fields.title(), fields.title().replace(".", "").replace(' ', '-'));
        };
    }

    private static void collect(Shape shape, Set<Shape.Fields> seen) {
        switch (shape) {
            case Shape.Fields fields
            when seen.add(fields) -> {
                var values = new ArrayList<Shape>();
                fields.variants().values().forEach(variant -> {
                    values.add(variant.shape());
                    variant.keys().values().forEach(key -> values.add(key.shape()));
                });
                fields.keys().values().forEach(key -> values.add(key.shape()));
                values.forEach(value -> collect(value, seen));
            }
            case Shape.Fields fields -> {}
            case Shape.ListOf list -> collect(list.item(), seen);
            case Shape.MapOf map -> collect(map.value(), seen);
            case Shape.Either either -> either.shapes().forEach(each -> collect(each, seen));
            case Shape.Ref ref -> collect(ref.resolved(), seen);
            case Shape.Scalar scalar -> {}
            case Shape.Word word -> {}
            case Shape.Json json -> {}
        }
    }

    private static void assertPart(String name, String expected) throws IOException {
        String doc = Files.readString(DOC);
        String begin = "<!-- " + name + " -->\n";
        int from = doc.indexOf(begin) + begin.length();
        int to = doc.indexOf("<!-- end -->", from);
        if (Boolean.getBoolean("approve")) {
            Files.writeString(DOC, doc.substring(0, from) + expected + doc.substring(to));
        } else {
            assertThat(doc.substring(from, to)).isEqualTo(expected);
        }
    }
}
