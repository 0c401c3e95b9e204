package io.burnin.agent.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.plan.Request.Expectation;
import java.util.Map;
import java.util.Optional;

/** What came back: the status and the body as text, and nothing of the headers. */
public record Answer(int status, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUOTED = 200;

    /** What is not as expected, in a few words; empty if all is. */
    public Optional<String> mismatch(Expectation expected) {
        boolean statusFits = expected.status().isEmpty()
                ? status >= 200 && status < 300
                : expected.status().contains(status);
        if (!statusFits) {
            return Optional.of("answered %d: %s".formatted(status, quote()));
        }
        for (Map.Entry<String, String> entry : expected.json().entrySet()) {
            Optional<String> found = at(entry.getKey());
            if (!found.equals(Optional.of(entry.getValue()))) {
                return Optional.of("answered %d with %s %s instead of %s: %s"
                        .formatted(
                                status,
                                entry.getKey(),
                                found.map(value -> "= " + value).orElse("missing"),
                                entry.getValue(),
                                quote()));
            }
        }
        return Optional.empty();
    }

    /** The text or number at that JSON pointer; for an object or array its JSON. Empty if nothing or null stands there. */
    public Optional<String> at(String pointer) {
        JsonNode node;
        try {
            node = JSON.readTree(body).at(JsonPointer.compile(pointer));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isValueNode() ? node.asText() : node.toString());
    }

    /** The beginning of the body, for messages. */
    public String quote() {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
    }
}
