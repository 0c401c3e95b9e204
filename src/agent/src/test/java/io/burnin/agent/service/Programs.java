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
 * Services made of commands that every machine with a JDK and a shell has. Each carries a word in its command line by which it is
 * found and told from all others.
 */
record Programs(Path directory, String word) {

    Programs(Path directory) {
        this(directory, "w" + UUID.randomUUID().toString().replace("-", ""));
    }

    Path output() {
        return directory.resolve("logs/" + word + ".log");
    }

    /** Runs a script; found by its command line. */
    Service shell(String script) {
        return new Service(
                "program",
                List.of("sh", "-c", script, word),
                Optional.empty(),
                directory,
                Map.of(),
                Optional.of(output()),
                Optional.of(new Match(Match.By.COMMAND_LINE, "*" + word + "*", 1)),
                Optional.empty(),
                Optional.empty(),
                Running.RESTART);
    }

    /** The JDK's own web server on that port, ready when it hands out a file that says {@code ok}. */
    Service server(int port) throws IOException {
        Files.writeString(directory.resolve("health.json"), "{\"status\":\"ok\"}");
        return ready(shell(serverCommand(port) + " # " + word), port, Duration.ofSeconds(20));
    }

    /** As {@link #server}, behind a wrapper that starts it as its child and waits, as {@code npm start} does. */
    Service wrappedServer(int port) throws IOException {
        Service server = server(port);
        return matching(
                withStart(server, List.of("sh", "-c", serverCommand(port) + " & wait", word)),
                Optional.of(new Match(Match.By.PORT, Integer.toString(port), 1)));
    }

    private String serverCommand(int port) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "%s -XX:TieredStopAtLevel=1 -m jdk.httpserver -b 127.0.0.1 -p %d -d %s".formatted(java, port, directory);
    }

    static Service ready(Service service, int port, Duration within) {
        var expect = new Expectation(Set.of(200), Map.of("/status", "ok"), Duration.ofSeconds(10));
        var request = new Request(
                "GET",
                new Template("http://127.0.0.1:%d/health.json".formatted(port)),
                Map.of(),
                Optional.empty(),
                false,
                expect,
                Map.of(),
                Map.of());
        return new Service(
                service.name(),
                service.start(),
                service.after(),
                service.directory(),
                service.environment(),
                service.output(),
                service.processes(),
                service.stop(),
                Optional.of(new Readiness(request, within)),
                service.running());
    }

    static Service withStart(Service service, List<String> start) {
        return new Service(
                service.name(),
                start,
                service.after(),
                service.directory(),
                service.environment(),
                service.output(),
                service.processes(),
                service.stop(),
                service.ready(),
                service.running());
    }

    static Service matching(Service service, Optional<Match> processes) {
        return new Service(
                service.name(),
                service.start(),
                service.after(),
                service.directory(),
                service.environment(),
                service.output(),
                processes,
                service.stop(),
                service.ready(),
                service.running());
    }

    static Service running(Service service, Running running) {
        return new Service(
                service.name(),
                service.start(),
                service.after(),
                service.directory(),
                service.environment(),
                service.output(),
                service.processes(),
                service.stop(),
                service.ready(),
                running);
    }

    static Service stoppedBy(Service service, StopBy stop) {
        return new Service(
                service.name(),
                service.start(),
                service.after(),
                service.directory(),
                service.environment(),
                service.output(),
                service.processes(),
                Optional.of(stop),
                service.ready(),
                service.running());
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
