package io.burnin.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * A text that a host's service manager understands: it starts the agent with the host, starts it again when it died, and leaves
 * alone what the agent started.
 */
sealed interface ServiceDefinition permits SystemdUnit, ScheduledTask {

    /** The file that it is usually written to. */
    String usualFile();

    /** @param file where it will stand; told in the text and in {@link #next} */
    String text(Path file);

    /** What the owner of the host runs next, a command each. */
    List<String> next(Path file);

    /** As the bytes that its reader expects in a file. */
    byte[] bytes(Path file);

    /**
     * How the agent is started. All paths are absolute.
     *
     * @param user who it runs as
     * @param config the agent's file
     * @param data where its journals lie
     */
    record Start(String user, Path java, Path jar, Path config, Path data) {

        /** What follows {@code java}. */
        List<String> arguments() {
            return List.of(
                    "-Xms8m",
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    jar.toString(),
                    "agent",
                    "--config",
                    config.toString());
        }

        Path folder() {
            return config.getParent();
        }
    }
}
