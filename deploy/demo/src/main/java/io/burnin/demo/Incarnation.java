package io.burnin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One life of a process.
 *
 * @param process its name
 * @param number 1 for the first start under this home, counted over kills
 */
record Incarnation(String process, long number) {

    static Incarnation begin(Home home, String process) throws IOException {
        Path starts = home.deeds().resolve(process + ".starts");
        Files.writeString(starts, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new Incarnation(process, Files.size(starts));
    }

    boolean restarted() {
        return number > 1;
    }

    boolean isEven() {
        return number % 2 == 0;
    }
}
