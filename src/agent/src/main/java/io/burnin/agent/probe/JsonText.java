package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** JSON as targets write it: one whole value and nothing behind it. */
final class JsonText {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JsonText() {}

    /** The value; empty if the bytes are not JSON. */
    static Optional<JsonNode> parse(byte[] bytes, int from, int length) {
        try {
            return Optional.of(READER.readTree(bytes, from, length)).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(READER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** What stands there, as text; empty if nothing does. */
    static Optional<String> textAt(JsonNode node, JsonPointer at) {
        JsonNode found = node.at(at);
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(found.isValueNode() ? found.asText() : found.toString());
    }
}
