package io.burnin.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that people read, compared with the one that was reviewed. After an intended change run the test with
 * {@code -Dapprove=true}, and review the difference.
 */
final class Approved {

    private static final Path FOLDER = Path.of("src/test/resources/io/burnin/server/report");

    private Approved() {}

    static void assertApproved(String file, String text) {
        Path approved = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("approve")) {
                Files.createDirectories(FOLDER);
                Files.writeString(approved, text);
            }
            assertThat(text).isEqualTo(Files.readString(approved));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
