package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** What the newest line of another probe says. */
record LastLineSource(
        String name, Supplier<Optional<SensorLoop>> loop, Supplier<Optional<JsonNode>> line, JsonPointer at)
        implements AgreeSensor.Source {

    @Override
    public String says() throws IOException, InterruptedException {
        if (loop.get().isEmpty() || !loop.get().get().readNow()) {
            throw new IOException("probe %s cannot be read".formatted(name));
        }
        return line.get()
                .flatMap(newest -> JsonText.textAt(newest, at))
                .orElseThrow(() -> new IOException("probe %s says nothing at %s".formatted(name, at)));
    }
}
