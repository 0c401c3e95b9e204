package io.burnin.plan;

import io.burnin.metric.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads probes. */
final class ProbeReader {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration AGREE_WITHIN = Duration.ofSeconds(1);
    private static final int TRIES = 3;
    private static final List<String> CAN_BE_EMPTY = List.of("log", "jsonl");

    private ProbeReader() {}

    /** Empty if it is not said what kind it is, which is told already. */
    static Optional<Probe> probe(String name, Part part) {
        Fields fields = part.fields();
        var options = new Probe.Options(
                name,
                fields.find("every").map(Part::positive).orElse(EVERY),
                fields.find("silentAfter").map(Part::positive),
                missing(fields));
        return fields.keyword().map(kind -> switch (kind) {
            case "log" ->
                new Probe.Log(
                        options,
                        fields.variant().glob(),
                        fields.find("encoding").map(Part::charset).orElse(StandardCharsets.UTF_8),
                        rules(fields));
            case "json" -> json(options, fields);
            case "jsonl" -> jsonl(options, fields);
            case "agree" ->
                new Probe.Agree(
                        options,
                        fields.variant().items().stream()
                                .flatMap(source -> saying(source).stream())
                                .toList(),
                        fields.find("within").map(Part::duration).orElse(AGREE_WITHIN));
            case "files" ->
                new Probe.Files(
                        options,
                        fields.variant().glob(),
                        fields.find("olderThan").map(Part::positive));
            case "process" -> new Probe.Process(options, fields.variant().reference());
            case "service" -> new Probe.Ready(options, fields.variant().reference());
            case "http" ->
                new Probe.Http(
                        options,
                        RequestReader.get(
                                fields.variant(),
                                RequestReader.mapOf(fields.find("headers"), value -> value.template(Set.of())),
                                fields.find("expect")),
                        RequestReader.mapOf(fields.find("take"), Part::pointer));
            case "pairs" -> pairs(options, fields);
            default -> ledger(options, fields.variant().fields());
        });
    }

    private static Probe.Missing missing(Fields fields) {
        Optional<Part> said = fields.find("missing");
        Probe.Missing missing = said.map(word -> word.word(Probe.Missing.class, Probe.Missing.ABSENT))
                .orElse(Probe.Missing.ABSENT);
        if (missing == Probe.Missing.EMPTY
                && fields.keyword().filter(CAN_BE_EMPTY::contains).isEmpty()) {
            said.orElseThrow()
                    .error(
                            "value",
                            "'missing: empty' goes with " + String.join(" and ", CAN_BE_EMPTY),
                            "remove it, or write: missing: ignore");
        }
        return missing;
    }

    private static List<Probe.LineRule> rules(Fields log) {
        return log.find("lines").stream()
                .flatMap(lines -> lines.entries().entrySet().stream())
                .map(rule -> rule(rule.getKey(), rule.getValue()))
                .toList();
    }

    private static Probe.LineRule rule(String name, Part part) {
        Fields fields = part.fields();
        Probe.Matching matching = fields.keyword()
                .<Probe.Matching>map(word -> word.equals("matches")
                        ? new Probe.Matching.Matches(fields.variant().pattern())
                        : new Probe.Matching.Contains(fields.variant().text()))
                .orElse(new Probe.Matching.Contains(""));
        Optional<Part> value = fields.find("value");
        value.ifPresent(group -> requireGroup(matching, group));
        fields.find("id").ifPresent(group -> requireGroup(matching, group));
        fields.find("labels")
                .ifPresent(labels -> labels.entries().values().forEach(group -> requireGroup(matching, group)));
        for (String key : List.of("unit", "decimal")) {
            fields.find(key)
                    .filter(its -> value.isEmpty())
                    .ifPresent(lonely -> lonely.error(
                            "value", "'%s' goes with 'value'".formatted(key), "say which group holds the number"));
        }
        return new Probe.LineRule(
                name,
                matching,
                RequestReader.mapOf(fields.find("labels"), Part::reference),
                value.map(Part::reference),
                fields.find("unit").map(Part::unit).orElse(Unit.COUNT),
                fields.find("decimal").map(Part::word).filter(","::equals).isPresent() ? ',' : '.',
                fields.find("id").map(Part::reference));
    }

    private static void requireGroup(Probe.Matching matching, Part group) {
        Set<String> groups = matching instanceof Probe.Matching.Matches(Pattern pattern)
                ? pattern.namedGroups().keySet()
                : Set.of();
        if (!groups.contains(group.reference())) {
            group.error(
                    "name",
                    "the regular expression has no group '%s'".formatted(group.reference()),
                    groups.isEmpty()
                            ? "write (?<%s>…) in 'matches'".formatted(group.reference())
                            : Nearest.remedy(group.reference(), groups));
        }
    }

    private static Probe json(Probe.Options options, Fields fields) {
        return new Probe.Json(
                options,
                fields.variant().glob(),
                RequestReader.mapOf(fields.find("take"), Part::pointer),
                RequestReader.mapOf(fields.find("oneOf"), ProbeReader::texts),
                fields.find("tries").map(number -> number.count(1)).orElse(TRIES),
                fields.find("tryEvery").map(Part::positive).orElse(options.every()));
    }

    private static Set<String> texts(Part list) {
        var texts = new LinkedHashSet<String>();
        list.items().forEach(item -> texts.add(item.text()));
        return texts;
    }

    private static Probe jsonl(Probe.Options options, Fields fields) {
        return new Probe.Jsonl(
                options,
                fields.variant().glob(),
                RequestReader.mapOf(fields.find("take"), Part::pointer),
                fields.find("unique").map(Part::pointer),
                fields.find("chain").flatMap(ProbeReader::chain),
                fields.find("rising").map(Part::pointer));
    }

    private static Optional<Probe.Chain> chain(Part part) {
        List<String> places = part.items().stream().map(Part::pointer).toList();
        if (places.size() != 2) {
            part.error("value", "a chain is two places in JSON", "write: chain: [/previous, /next]");
            return Optional.empty();
        }
        return Optional.of(new Probe.Chain(places.getFirst(), places.getLast()));
    }

    private static Optional<Probe.Saying> saying(Part part) {
        Fields fields = part.fields();
        String at = fields.require("at").pointer();
        return fields.keyword()
                .map(word -> word.equals("probe")
                        ? new Probe.Saying.OfProbe(fields.variant().reference(), at)
                        : new Probe.Saying.OfHttp(RequestReader.get(fields.variant(), Map.of(), Optional.empty()), at));
    }

    private static Probe ledger(Probe.Options options, Fields fields) {
        return new Probe.Ledger(
                options,
                witnesses(fields, "submitted"),
                witnesses(fields, "handled"),
                witnesses(fields, "done"),
                witnesses(fields, "failed"),
                fields.find("delivery")
                        .map(word -> word.word(Probe.Delivery.class, Probe.Delivery.EXACTLY_ONCE))
                        .orElse(Probe.Delivery.EXACTLY_ONCE),
                fields.require("lostAfter").positive(),
                fields.find("settle").map(Part::duration));
    }

    private static Probe pairs(Probe.Options options, Fields fields) {
        List<String> files = fields.variant().items().stream()
                .map(file -> withId(file, file.glob()))
                .toList();
        if (files.size() != 2 || files.getFirst().equals(files.getLast())) {
            fields.variant()
                    .error("value", "a pair is of two different files", "write: pairs: [in/<id>.json, out/<id>.json]");
        }
        return new Probe.Pairs(
                options,
                files.isEmpty() ? "" : files.getFirst(),
                files.isEmpty() ? "" : files.getLast(),
                fields.require("within").positive());
    }

    private static List<Probe.Witness> witnesses(Fields fields, String key) {
        return fields.find(key).stream()
                .flatMap(list -> list.items().stream())
                .flatMap(witness -> witness(witness).stream())
                .toList();
    }

    private static Optional<Probe.Witness> witness(Part part) {
        Fields fields = part.fields();
        return fields.keyword().map(word -> switch (word) {
            case "step" -> new Probe.Witness.ByStep(fields.variant().reference());
            case "files" ->
                new Probe.Witness.ByFile(
                        withId(fields.variant(), fields.variant().glob()));
            case "log" ->
                new Probe.Witness.ByLog(
                        fields.variant().reference(), fields.require("line").reference());
            case "jsonl" ->
                new Probe.Witness.ByJsonl(
                        fields.variant().reference(), fields.require("id").pointer());
            default ->
                new Probe.Witness.ByHttp(
                        withId(fields.variant(), fields.variant().text()),
                        RequestReader.mapOf(Optional.of(fields.require("is")), Part::text));
        });
    }

    private static String withId(Part part, String text) {
        if (!text.isEmpty() && !text.contains("<id>")) {
            part.error("value", "'%s' does not say where the id stands".formatted(text), "put <id> in its place");
        }
        return text;
    }
}
