package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A place with the greeter of {@code docs/examples} in it, and an agent that offers it as a target. */
final class GreeterHost implements AutoCloseable {

    private static final Path EXAMPLE = Checkout.ROOT.resolve("docs/examples/greeter");
    private static final Duration REGISTERED_WITHIN = Duration.ofSeconds(30);
    private static final int RUNS_AT_ONCE = 3;

    /** What its agent knows as {@code ${secret:key}}. */
    static final String SECRET = "open-sesame-4711";

    private final Path folder;
    private final Server server;
    private final String target;
    private final Process agent;

    private GreeterHost(Path folder, Server server, String target, Process agent) {
        this.folder = folder;
        this.server = server;
        this.target = target;
        this.agent = agent;
    }

    static String plan() throws IOException {
        return Files.readString(EXAMPLE.resolve("greeter.yaml"));
    }

    /**
     * Lays the example out in the folder, with this place's addresses in place of those that it is written with, and waits until
     * its target is offered.
     *
     * @param target what it is called; its agent too
     * @param manner how the greeter behaves, as its own comment says
     */
    static GreeterHost start(Path folder, Server server, String target, String manner) throws IOException {
        Files.createDirectories(folder);
        for (String file : new String[] {"Greeter.java", "greeter.yaml"}) {
            Files.copy(EXAMPLE.resolve(file), folder.resolve(file));
        }
        String port = Integer.toString(Server.freePort());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String configuration = Files.readString(EXAMPLE.resolve("agent.yaml"))
                .replace("staging:", target + ":")
                .replace("http://burnin.example:8080", server.address().toString())
                .replace("/srv/greeter", folder.toString())
                .replace("[java, Greeter.java, \"9000\"]", "[%s, Greeter.java, \"9000\", %s]".formatted(java, manner))
                .replace("\"java Greeter.java", "\"" + java + " Greeter.java")
                .replace("9000", port);
        String more = "runs: %d%nsecrets: {key: {file: key}}%n".formatted(RUNS_AT_ONCE);
        Files.writeString(folder.resolve("agent.yaml"), more + configuration);
        Files.writeString(folder.resolve("key"), SECRET);
        Files.writeString(folder.resolve("agent.token"), server.token());

        Path log = folder.resolve("agent.log");
        Process agent = new CommandLine(folder).start(log, "agent", "--config", "agent.yaml", "--name", target);
        var host = new GreeterHost(folder, server, target, agent);
        await().atMost(REGISTERED_WITHIN)
                .failFast(() ->
                        assertThat(agent.isAlive()).as(Files.readString(log)).isTrue())
                .until(() -> server.get("/targets").toString().contains("\"" + target + "\""));
        return host;
    }

    /** Tries whether the greeter's plan could be executed on this target. */
    CommandLine.Result rehearse() throws IOException, InterruptedException {
        return new CommandLine(folder)
                .run(
                        "rehearse",
                        "greeter",
                        "--profile=quick",
                        "--target=" + target,
                        "--server=" + server.address(),
                        "--token=" + server.token());
    }

    /** Runs the greeter's plan, which the server has, on this target to its end. */
    Outcome burnIn() throws IOException, InterruptedException {
        CommandLine.Result result = new CommandLine(folder)
                .run(
                        "run",
                        "start",
                        "greeter",
                        "--profile=quick",
                        "--target=" + target,
                        "--wait",
                        "--json",
                        "--server=" + server.address(),
                        "--token=" + server.token());
        return Outcome.of(result.exitCode(), result.output());
    }

    /** The agent takes back what it did before it ends. */
    @Override
    public void close() {
        agent.destroy();
        agent.onExit().join();
    }
}
