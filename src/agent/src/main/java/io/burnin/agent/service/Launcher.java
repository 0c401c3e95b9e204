package io.burnin.agent.service;

import io.burnin.agent.http.Placeholders;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Service.Output;
import io.burnin.plan.Template;
import io.burnin.verdict.ErrorClass;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Starts a command that outlives the agent: in a session of its own, so that neither Ctrl-C nor a hang-up of the agent's terminal
 * reaches it, with empty stdin and with stdout and stderr appended to a file by the operating system.
 *
 * @param output empty discards what it prints
 */
record Launcher(
        List<String> command,
        Path directory,
        Map<String, Template> environment,
        Optional<Output> output,
        Secrets secrets,
        RunClock clock) {

    /** How a shell, and {@code setsid} too, says that there is no such command, or that it cannot be executed. */
    private static final List<Integer> NOT_EXECUTED = List.of(126, 127);

    /** The agent's own variables hold its token. */
    private static final String OWN_VARIABLES = "BURNIN_";

    /** @throws StepFailed with class CONFIG if that is no command, or its directory or output cannot be used */
    Process start() throws StepFailed {
        ProcessBuilder builder = prepared();
        builder.redirectInput(Redirect.from(new File(isWindows() ? "NUL" : "/dev/null")));
        try {
            if (output.isPresent()) {
                Path file = output.get().file();
                Files.createDirectories(file.toAbsolutePath().getParent());
                setAside(output.get());
                builder.redirectOutput(Redirect.appendTo(file.toFile()));
            } else {
                builder.redirectOutput(Redirect.DISCARD);
            }
            return builder.start();
        } catch (IOException refused) {
            throw new StepFailed(
                    ErrorClass.CONFIG,
                    "cannot start %s: %s".formatted(String.join(" ", command), refused.getMessage()));
        }
    }

    /** Finds out whether it could be started, and starts nothing. @throws StepFailed with class CONFIG if not */
    void requireStartable() throws StepFailed {
        prepared();
    }

    private ProcessBuilder prepared() throws StepFailed {
        if (!Files.isDirectory(directory)) {
            throw new StepFailed(ErrorClass.CONFIG, "%s is no directory to start in".formatted(directory));
        }
        var builder = new ProcessBuilder().directory(directory.toFile()).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith(OWN_VARIABLES));
        var placeholders = new Placeholders(1, clock::now, new SplittableRandom(), secrets, Map.of());
        for (Map.Entry<String, Template> variable : environment.entrySet()) {
            variables.put(variable.getKey(), placeholders.fill(variable.getValue()));
        }
        builder.command(detached(executable(variables.getOrDefault("PATH", ""))));
        return builder;
    }

    /** Whole and under another name, as logs are rotated: probes know a renamed file, and would read a shortened one anew. */
    private static void setAside(Output output) throws IOException {
        if (output.keep().isPresent()
                && Files.exists(output.file())
                && Files.size(output.file()) > output.keep().get()) {
            Files.move(output.file(), output.older(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whether a process that ended so was never the command. */
    static boolean wasNeverExecuted(Process process) {
        return !process.isAlive() && NOT_EXECUTED.contains(process.exitValue());
    }

    /** The first word, or on Windows the file that it stands for, e.g. {@code npm.cmd}. */
    private String executable(String path) throws StepFailed {
        String word = command.getFirst();
        List<String> endings = isWindows() ? List.of("", ".exe", ".cmd", ".bat", ".com") : List.of("");
        boolean isPath = word.contains("/") || word.contains(File.separator);
        Stream<Path> folders = isPath
                ? Stream.of(directory)
                : Stream.of(path.split(File.pathSeparator)).map(directory::resolve);
        Path found = folders.flatMap(folder -> endings.stream().map(ending -> folder.resolve(word + ending)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new StepFailed(
                        ErrorClass.CONFIG,
                        "there is no command %s %s".formatted(word, isPath ? "in " + directory : "on the PATH")));
        return isWindows() ? found.toString() : word;
    }

    /** {@code setsid} becomes the command, so its pid is the service's. Without it the command shares the agent's session. */
    private List<String> detached(String executable) {
        List<String> words = new ArrayList<>();
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .ifPresent(words::add);
        words.add(executable);
        words.addAll(command.subList(1, command.size()));
        return words;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
