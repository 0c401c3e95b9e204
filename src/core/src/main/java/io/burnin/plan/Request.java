package io.burnin.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One HTTP request and what its answer must be.
 *
 * @param save name to the JSON pointer of the answer whose value it takes; later requests of the flow use {@code ${name}}
 * @param ledger ledger probe to the JSON pointer of the submitted id
 */
public record Request(
        String method,
        Template url,
        Map<String, Template> headers,
        Optional<Template> body,
        boolean json,
        Expectation expect,
        Map<String, String> save,
        Map<String, String> ledger) {

    /**
     * @param status the allowed codes; empty allows every 2xx
     * @param json JSON pointer to the value that must stand there
     * @param within how long the answer may take
     */
    public record Expectation(Set<Integer> status, Map<String, String> json, Duration within) {}

    /** Whether an answer may be asked for again without doing anything twice. */
    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    static final Duration DEFAULT_WITHIN = Duration.ofSeconds(10);
}
