package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;

/** What a file of another probe says. */
record JsonSource(String name, JsonSensor file, JsonPointer at) implements AgreeSensor.Source {

    @Override
    public String says() throws IOException, InterruptedException {
        return JsonText.textAt(file.content(), at)
                .orElseThrow(() -> new IOException("probe %s says nothing at %s".formatted(name, at)));
    }
}
