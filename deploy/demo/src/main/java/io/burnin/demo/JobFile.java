package io.burnin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A job as the worker reads it. */
record JobFile(Path file, String id, String kind, JsonObject params) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** {@link JsonException} while the file is not, or not yet, a whole job. */
    static JobFile read(Path file) throws IOException {
        // Not Files.readString: bytes that are no UTF-8 are one more way not to be whole yet.
        JsonObject json = Json.read(new String(Files.readAllBytes(file), UTF_8));
        String id = json.require("job_id");
        if (!ID.matcher(id).matches()) {
            throw new JsonException("job_id '%s' cannot be part of a file name".formatted(id));
        }
        JsonObject params = json.object("payload")
                .flatMap(payload -> payload.object("params"))
                .orElse(JsonObject.EMPTY);
        return new JobFile(file, id, json.require("kind"), params);
    }

    Path claim() {
        return claimOf(file);
    }

    static Path claimOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".claimed");
    }
}
