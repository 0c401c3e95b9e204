package io.burnin.acceptance;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line as a process of its own: what {@code ./burnin} runs once everything is built.
 *
 * @param home a checkout, or a folder laid out like one, whose jars are run
 * @param folder where it runs
 */
public record CommandLine(Path home, Path folder) {

    CommandLine(Path folder) {
        this(Checkout.ROOT, folder);
    }

    /** @param output what it printed; what it said on stderr is in {@code said} */
    public record Result(int exitCode, String output, String said) {}

    /** Runs it to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path output = Files.createTempFile(folder, "out", ".txt");
        Path said = Files.createTempFile(folder, "err", ".txt");
        Process process = builder(arguments)
                .redirectOutput(output.toFile())
                .redirectError(said.toFile())
                .start();
        try {
            int exitCode = process.waitFor();
            return new Result(exitCode, Files.readString(output), Files.readString(said));
        } finally {
            process.destroy();
        }
    }

    /** Starts it and lets it run; both its outputs go to the file. */
    public Process start(Path output, String... arguments) throws IOException {
        return start(output, Map.of(), arguments);
    }

    /** @param environment beside that of the test */
    Process start(Path output, Map<String, String> environment, String... arguments) throws IOException {
        return start(output, environment, List.of(), arguments);
    }

    /** @param launcher a command that runs the one behind it, as {@code nice} does */
    public Process start(Path output, Map<String, String> environment, List<String> launcher, String... arguments)
            throws IOException {
        ProcessBuilder builder = builder(arguments);
        builder.command().addAll(0, launcher);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
    }

    private ProcessBuilder builder(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                home.resolve("src/agent/target/burnin.jar").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder).toFile());
        builder.environment().putAll(Map.of("BURNIN_HOME", home.toString()));
        return builder;
    }
}
