package io.burnin.demo;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object that was read. A member of another type than asked for counts as absent. */
record JsonObject(Map<String, Object> members) {

    static final JsonObject EMPTY = new JsonObject(Map.of());

    static JsonObject of(Map<?, ?> object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(name.toString(), value));
        return new JsonObject(members);
    }

    Optional<String> text(String name) {
        return member(name, String.class);
    }

    Optional<BigDecimal> number(String name) {
        return member(name, BigDecimal.class);
    }

    Optional<JsonObject> object(String name) {
        return member(name, Map.class).map(JsonObject::of);
    }

    /** The text, or {@link JsonException} naming what is missing. */
    String require(String name) throws JsonException {
        return text(name).orElseThrow(() -> new JsonException("no text '%s'".formatted(name)));
    }

    private <T> Optional<T> member(String name, Class<T> type) {
        return Optional.ofNullable(members.get(name)).filter(type::isInstance).map(type::cast);
    }
}
