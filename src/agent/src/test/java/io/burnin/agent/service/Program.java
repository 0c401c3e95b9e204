package io.burnin.agent.service;

import io.burnin.plan.Request;
import io.burnin.plan.Request.Expectation;
import io.burnin.plan.Service;
import io.burnin.plan.Service.Match;
import io.burnin.plan.Service.Readiness;
import io.burnin.plan.Service.Running;
import io.burnin.plan.Service.StopBy;
import io.burnin.plan.Template;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A service to be, made of a command that every machine with a JDK and a shell has. Unless said else it is found by a word in its
 * command line that no other process has.
 */
final class Program {

    private final Path directory;
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
    private List<String> start;
    private Path startedIn;
    private Map<String, Template> environment = Map.of();
    private Optional<Match> processes;
    private Optional<StopBy> stop = Optional.empty();
    private Optional<Readiness> ready = Optional.empty();
    private Optional<Long> keep = Optional.empty();
    private Running running = Running.RESTART;

    private Program(Path directory) {
        this.directory = directory;
        this.startedIn = directory;
        this.processes = Optional.of(new Match(Match.By.COMMAND_LINE, "*" + word + "*", 1, Optional.empty()));
    }

    static Program shell(Path directory, String script) {
        var program = new Program(directory);
        program.start = List.of("sh", "-c", script, program.word);
        return program;
    }

    /** The JDK's own web server; ready when it hands out a file that says {@code ok}. */
    static Program server(Path directory, int port) throws IOException {
        return shell(directory, "exec " + serverCommand(directory, port) + " -b 127.0.0.1")
                .readyAt(port);
    }

    /** The same behind a wrapper that starts it as its child and waits, as {@code npm start} does; found by its port. */
    static Program wrappedServer(Path directory, int port) throws IOException {
        return shell(directory, serverCommand(directory, port) + " & wait")
                .readyAt(port)
                .processes(Match.By.PORT, Integer.toString(port));
    }

    static String serverCommand(Path directory, int port) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "%s -XX:TieredStopAtLevel=1 -m jdk.httpserver -p %d -d %s".formatted(java, port, directory);
    }

    Program start(String... command) {
        this.start = List.of(command);
        return this;
    }

    Program startedIn(Path folder) {
        this.startedIn = folder;
        return this;
    }

    Program environment(Map<String, Template> variables) {
        this.environment = variables;
        return this;
    }

    Program processes(Match.By by, String pattern) {
        this.processes = Optional.of(new Match(by, pattern, 1, Optional.empty()));
        return this;
    }

    /** Found only among the processes of that user. */
    Program user(String name) {
        this.processes =
                processes.map(match -> new Match(match.by(), match.pattern(), match.count(), Optional.of(name)));
        return this;
    }

    /** Nothing but that we started it tells which process it is. */
    Program withoutPattern() {
        this.processes = Optional.empty();
        return this;
    }

    Program stop(String signal, Duration within) {
        this.stop = Optional.of(new StopBy(signal, within));
        return this;
    }

    Program readyAt(int port) throws IOException {
        Files.writeString(directory.resolve("health.json"), "{\"status\":\"ok\"}");
        return readyAt(port, Duration.ofSeconds(20));
    }

    Program readyAt(int port, Duration within) {
        this.ready = Optional.of(new Readiness(
                new Request(
                        "GET",
                        new Template("http://127.0.0.1:%d/health.json".formatted(port)),
                        Map.of(),
                        Optional.empty(),
                        false,
                        new Expectation(Set.of(200), Map.of("/status", "ok"), Duration.ofSeconds(10)),
                        Map.of(),
                        Map.of()),
                within));
        return this;
    }

    /** An output with more bytes is set aside before a start. */
    Program keep(long bytes) {
        this.keep = Optional.of(bytes);
        return this;
    }

    Program running(Running what) {
        this.running = what;
        return this;
    }

    Path output() {
        return directory.resolve("logs/" + word + ".log");
    }

    String printed() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "";
    }

    Service service() {
        return new Service(
                "program",
                start,
                Optional.empty(),
                startedIn,
                environment,
                Optional.of(new Service.Output(output(), keep)),
                processes,
                stop,
                ready,
                running);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
