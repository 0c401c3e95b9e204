package io.burnin.plan;

import static io.burnin.plan.Grammar.COUNT;
import static io.burnin.plan.Grammar.DURATION;
import static io.burnin.plan.Grammar.POINTER;
import static io.burnin.plan.Grammar.TEMPLATE;
import static io.burnin.plan.Grammar.TEXT;
import static io.burnin.plan.Shape.fields;
import static io.burnin.plan.Shape.map;
import static io.burnin.plan.Shape.oneOrMore;

import io.burnin.plan.Shape.Type;
import java.util.List;
import java.util.Map;

/** The keys of HTTP requests. */
final class RequestGrammar {

    static final List<String> METHODS = List.of("get", "head", "post", "put", "patch", "delete");

    static final Shape.Fields EXPECT = fields("an expected answer")
            .optional("status", oneOrMore(COUNT), "allowed codes; every 2xx if missing")
            .optional("json", map(Type.POINTER, TEXT), "what must stand where in the answer")
            .optional("within", DURATION, "how long the answer may take; 10s if missing")
            .build();

    static final Map<String, Shape.Key> KEYS = Shape.keys()
            .optional("json", new Shape.Json(), "the body, sent as JSON")
            .optional("body", TEMPLATE, "the body, sent as it is")
            .optional("headers", map(Type.TEXT, TEMPLATE), "headers to send")
            .optional("expect", EXPECT, "what the answer must be")
            .optional("save", map(POINTER), "name to the place in the answer whose value it takes")
            .optional("ledger", map(POINTER), "ledger to the place in the answer that holds the submitted id")
            .map();

    static final Shape.Fields REQUEST =
            withMethods(fields("a request")).with(KEYS).build();

    private RequestGrammar() {}

    static Shape.Builder withMethods(Shape.Builder fields) {
        METHODS.forEach(method -> fields.variant(method, TEMPLATE, "the address"));
        return fields;
    }
}
