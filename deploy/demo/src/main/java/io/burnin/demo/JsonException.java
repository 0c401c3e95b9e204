package io.burnin.demo;

import java.io.IOException;

/** The text is not the JSON that was expected: broken, or not written to its end yet. */
final class JsonException extends IOException {

    JsonException(String message) {
        super(message);
    }
}
