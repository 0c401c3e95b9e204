package io.burnin.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** JSON columns: what the server wrote it can read, anything else is a defect. */
@ApplicationScoped
public class Json {

    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("cannot be written as JSON: " + value, defect);
        }
    }

    /** Reads what a caller wrote. */
    public <T> T parse(String json, Class<T> type) throws JsonProcessingException {
        return mapper.readValue(json, type);
    }

    public <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException(
                    "the database holds JSON that is not of %s: %s".formatted(type.getType(), json), defect);
        }
    }
}
