package io.burnin.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * One life of a process.
 *
 * @param process its name
 * @param number 1 for the first start under this home, counted over kills
 * @param targetStarted when the first process of all was first started under this home
 */
record Incarnation(String process, long number, Instant targetStarted) {

    static Incarnation begin(Home home, String process) throws IOException {
        Path starts = home.deeds().resolve(process + ".starts");
        Files.writeString(starts, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new Incarnation(process, Files.size(starts), targetStarted(home));
    }

    /** The file's own time is the mark: three processes start at once, and none may read half a number. */
    private static Instant targetStarted(Home home) throws IOException {
        Path mark = home.deeds().resolve("target.started");
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException notTheFirst) {
            return Files.getLastModifiedTime(mark).toInstant();
        }
        return Files.getLastModifiedTime(mark).toInstant();
    }

    boolean restarted() {
        return number > 1;
    }

    boolean isEven() {
        return number % 2 == 0;
    }
}
