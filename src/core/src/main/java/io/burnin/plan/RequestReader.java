package io.burnin.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads HTTP requests. Knows which names earlier requests have saved. */
final class RequestReader {

    private static final Request.Expectation ANY_SUCCESS =
            new Request.Expectation(Set.of(), Map.of(), Request.DEFAULT_WITHIN);

    private final Set<String> saved;

    RequestReader(Set<String> saved) {
        this.saved = new LinkedHashSet<>(saved);
    }

    Set<String> saved() {
        return saved;
    }

    Request read(Fields fields) {
        Optional<Part> json = fields.find("json");
        Optional<Part> body = fields.find("body");
        if (json.isPresent() && body.isPresent()) {
            body.get().error("value", "a request has either 'json' or 'body', not both", "remove one");
        }
        var request = new Request(
                fields.keyword().orElse("get").toUpperCase(Locale.ROOT),
                fields.keyword().map(word -> fields.variant().template(saved)).orElse(new Template("")),
                templates(fields.find("headers")),
                json.map(part -> part.json(saved)).or(() -> body.map(part -> part.template(saved))),
                json.isPresent(),
                fields.find("expect").map(RequestReader::expectation).orElse(ANY_SUCCESS),
                mapOf(fields.find("save"), Part::pointer),
                mapOf(fields.find("ledger"), Part::pointer));
        saved.addAll(request.save().keySet());
        return request;
    }

    /** A GET of an address that stands alone. */
    static Request get(Part url, Map<String, Template> headers, Optional<Part> expect) {
        return new Request(
                "GET",
                url.template(Set.of()),
                headers,
                Optional.empty(),
                false,
                expect.map(RequestReader::expectation).orElse(ANY_SUCCESS),
                Map.of(),
                Map.of());
    }

    Map<String, Template> templates(Optional<Part> map) {
        return mapOf(map, part -> part.template(saved));
    }

    static Request.Expectation expectation(Part part) {
        return expectation(part.fields(), Request.DEFAULT_WITHIN);
    }

    /** From fields that have at least {@code status} and {@code json}. */
    private static Request.Expectation expectation(Fields fields, Duration within) {
        return new Request.Expectation(
                statuses(fields),
                mapOf(fields.find("json"), Part::text),
                fields.find("within").map(Part::positive).orElse(within));
    }

    static Set<Integer> statuses(Fields fields) {
        var codes = new LinkedHashSet<Integer>();
        fields.find("status").stream()
                .flatMap(list -> list.items().stream())
                .forEach(code -> codes.add(code.count(100)));
        return codes;
    }

    static <T> Map<String, T> mapOf(Optional<Part> map, Function<Part, T> value) {
        var values = new LinkedHashMap<String, T>();
        map.ifPresent(part -> part.entries().forEach((key, each) -> values.put(key, value.apply(each))));
        return values;
    }
}
