package io.burnin.agent.action;

import io.burnin.plan.Request;
import io.burnin.plan.Request.Expectation;
import io.burnin.plan.Template;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request to be. */
record Sent(
        String method,
        String url,
        Map<String, Template> headers,
        Optional<String> body,
        boolean json,
        Expectation expect,
        Map<String, String> save,
        Map<String, String> ledger) {

    private static final Expectation ANY_2XX = new Expectation(Set.of(), Map.of(), Duration.ofSeconds(5));

    static Sent get(String url) {
        return new Sent("GET", url, Map.of(), Optional.empty(), false, ANY_2XX, Map.of(), Map.of());
    }

    static Sent post(String url, String json) {
        return new Sent("POST", url, Map.of(), Optional.of(json), true, ANY_2XX, Map.of(), Map.of());
    }

    Sent with(String header, String value) {
        return new Sent(method, url, Map.of(header, new Template(value)), body, json, expect, save, ledger);
    }

    Sent expecting(Expectation what) {
        return new Sent(method, url, headers, body, json, what, save, ledger);
    }

    Sent within(Duration time) {
        return expecting(new Expectation(expect.status(), expect.json(), time));
    }

    Sent saving(String name, String pointer) {
        return new Sent(method, url, headers, body, json, expect, Map.of(name, pointer), ledger);
    }

    Sent telling(String name, String pointer) {
        return new Sent(method, url, headers, body, json, expect, save, Map.of(name, pointer));
    }

    Request request() {
        return new Request(method, new Template(url), headers, body.map(Template::new), json, expect, save, ledger);
    }
}
