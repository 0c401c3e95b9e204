package io.burnin.server.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A place in a list that is sorted by time, newest first. Opaque to callers. */
public record Cursor(Instant at, UUID id) {

    /** Reads a query parameter; JAX-RS calls it. */
    public static Cursor fromString(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("/", 2);
            return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException notOurs) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "cursor %s is not one that this list gave: take the address in Link as it is",
                    text);
        }
    }

    @Override
    public String toString() {
        byte[] plain = (at + "/" + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }
}
