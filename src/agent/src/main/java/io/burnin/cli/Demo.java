package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A server, and for each burn-in an agent and a target of its own; they may go on at the same time. */
final class Demo implements AutoCloseable {

    static final String PLAN = "phase1-burn-in";

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration UNDO = Duration.ofSeconds(30);
    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final Optional<Child> server;
    private final Api api;
    private final Set<BurnIn> going = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Demo(Path folder, Optional<Child> server, Api api) {
        this.folder = folder;
        this.server = server;
        this.api = api;
    }

    /** Starts the server in a folder of its own and waits until it is ready. */
    static Demo start(Path folder, Optional<String> database) {
        Path data = folder.resolve("server");
        Path log = folder.resolve("server.log");
        int port = DemoTarget.freePort();
        create(data);
        var server = new Child(
                "server", new ServerProcess(data, database, LOOPBACK, port).start(Optional.of(log.toFile())), log);
        try {
            URI address = URI.create("http://%s:%d".formatted(LOOPBACK, port));
            awaitReady(server, new Api(address, Optional.empty()));
            return new Demo(folder, Optional.of(server), new Api(address, ServerOptions.adminToken(data)));
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /** With a server that runs already. */
    static Demo on(Path folder, Api api) {
        return new Demo(folder, Optional.empty(), api);
    }

    Api api() {
        return api;
    }

    /**
     * Puts a fresh target through the plan and leaves its reports beside it.
     *
     * @param verdict follows the run to its final verdict
     */
    Outcome burnIn(String name, String profile, Optional<String> fault, Function<String, JsonNode> verdict) {
        if (closed) {
            throw CommandFailed.defect("ended from outside before the burn-in of %s", name);
        }
        Path place = folder.resolve(name);
        DemoTarget target = DemoTarget.create(name, place.resolve("target"), fault);
        Path configuration = place.resolve("agent.yaml");
        String token = api.post("/tokens", Map.of("name", "agent of " + name, "role", "AGENT"))
                .path("token")
                .asText();
        write(configuration, target.agentConfiguration(api.server().toString(), token, place.resolve("agent")));
        try (Child agent = Child.start("agent", agentCommand(configuration), place, place.resolve("agent.log"))) {
            agent.requireAlive();
            String run = api.post("/runs", Map.of("plan", PLAN, "profile", profile, "target", name))
                    .path("id")
                    .asText();
            var burnIn = new BurnIn(run, agent);
            going.add(burnIn);
            JsonNode decided = verdict.apply(run);
            going.remove(burnIn);
            return new Outcome(run, decided, saveReports(run, place));
        }
    }

    /** Cancels what goes on, so that each agent takes back what it did to its target, and ends all processes. */
    @Override
    public void close() {
        closed = true;
        going.forEach(this::cancel);
        server.ifPresent(Child::close);
    }

    private void cancel(BurnIn burnIn) {
        try {
            api.post("/runs/%s/cancel".formatted(burnIn.run()), Map.of("reason", "the demo was ended"));
            api.get("/verdicts/%s?wait=%ds".formatted(burnIn.run(), UNDO.toSeconds()));
        } catch (CommandFailed gone) {
            // At Ctrl-C server, agent and target are told to end as this process is: nobody is left to be asked.
        }
        burnIn.agent().close();
    }

    private record BurnIn(String run, Child agent) {}

    /** @param report the folder's HTML report */
    record Outcome(String run, JsonNode verdict, Path report) {

        String light() {
            return verdict.path("light").asText();
        }

        int exitCode() {
            return verdict.path("exitCode").asInt(ExitCode.DEFECT);
        }

        /** The paths of the criteria that are not green. */
        List<String> notGreen() {
            return verdict.path("checks")
                    .valueStream()
                    .filter(check -> !check.path("light").asText().equals("GREEN"))
                    .map(check -> check.path("criterion").asText())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private Path saveReports(String run, Path place) {
        for (ReportCommand.Format format : ReportCommand.Format.values()) {
            write(place.resolve("report." + format.suffix()), format.of(api, run));
        }
        return place.resolve("report.html");
    }

    private static List<String> agentCommand(Path configuration) {
        return List.of(
                Installation.java(),
                "-Xms8m",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                Installation.jar().toString(),
                "agent",
                "--config",
                configuration.toString());
    }

    private static void awaitReady(Child server, Api api) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!api.isReady()) {
            server.requireAlive();
            if (System.nanoTime() > deadline) {
                throw CommandFailed.defect(
                        "the server is not ready after %s; its output is in %s", Durations.format(START), server.log());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailed.defect("interrupted while waiting for the server");
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException cannot) {
            throw CommandFailed.usage("%s cannot be made: %s", folder, cannot.getMessage());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException cannot) {
            throw CommandFailed.usage("%s cannot be written: %s", file, cannot.getMessage());
        }
    }
}
