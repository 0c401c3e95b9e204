package io.burnin.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A plan in which every key of the grammar stands at least once. */
final class EveryKey {

    private EveryKey() {}

    static String plan() throws IOException {
        try (InputStream in = EveryKey.class.getResourceAsStream("every-key.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
