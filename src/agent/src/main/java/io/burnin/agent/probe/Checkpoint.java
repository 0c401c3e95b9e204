package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** Writes and reads what a sensor wants back after a restart of the agent. */
final class Checkpoint {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .build();

    private Checkpoint() {}

    static String write(Object saved) {
        try {
            return JSON.writeValueAsString(saved);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checkpoint cannot be written: " + saved, e);
        }
    }

    /** @throws IOException if the journal holds something else */
    static <T> T read(String text, Class<T> type) throws IOException {
        return JSON.readValue(text, type);
    }
}
