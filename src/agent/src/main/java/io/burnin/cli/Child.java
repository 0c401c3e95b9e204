package io.burnin.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that this command started and ends again. */
record Child(String name, Process process, Path log) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Child start(String name, List<String> command, Path directory, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(Redirect.from(ServerProcess.nothing()))
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            return new Child(name, process, log);
        } catch (IOException cannotStart) {
            throw CommandFailed.defect("the %s cannot be started: %s", name, cannotStart.getMessage());
        }
    }

    /** @throws CommandFailed if it has ended by itself */
    void requireAlive() {
        if (!process.isAlive()) {
            throw CommandFailed.defect("the %s ended with %d; its output is in %s", name, process.exitValue(), log);
        }
    }

    /** Asks it to end, and makes it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
