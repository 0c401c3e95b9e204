package io.burnin.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers the result of a job from the end of its execution until its files are put away, on disk: whatever moment a
 * worker is killed at, the next one finishes the job without executing it again.
 */
final class ResultCache {

    private final Home home;

    ResultCache(Home home) {
        this.home = home;
    }

    void remember(String id, String result) throws IOException {
        Path temporary = home.resultCache().resolve(id + ".tmp");
        Files.writeString(temporary, result);
        Files.move(temporary, entry(id));
    }

    Optional<String> find(String id) throws IOException {
        try {
            return Optional.of(Files.readString(entry(id)));
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    void forget(String id) throws IOException {
        Files.deleteIfExists(entry(id));
    }

    /** Finishes what a killed worker had begun to put away: its job file was gone, its claim perhaps not. */
    void recover() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home.resultCache(), "*.json")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                Path jobFile = home.jobFile(name.substring(0, name.length() - ".json".length()));
                if (Files.notExists(jobFile)) {
                    Files.deleteIfExists(JobFile.claimOf(jobFile));
                    Files.deleteIfExists(entry);
                }
            }
        }
    }

    private Path entry(String id) {
        return home.resultCache().resolve(id + ".json");
    }
}
