package io.burnin.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The agent as a process of its own, that can be killed like one. */
final class AgentProcess implements AutoCloseable {

    private final Process process;

    private AgentProcess(Process process) {
        this.process = process;
    }

    /** @param allowed the address that its policy lists */
    static AgentProcess start(Path folder, URI server, String allowed) throws IOException {
        return start(folder, server, allowed, System.getenv("PATH"));
    }

    /** @param path where it looks for programs */
    static AgentProcess start(Path folder, URI server, String allowed, String path) throws IOException {
        writeFile(folder, server, "policy: {urls: ['%s']}".formatted(allowed));
        return new AgentProcess(command(folder, "agent.log", path, "agent"));
    }

    /** @param more lines of its file */
    static AgentProcess startWith(Path folder, URI server, String more) throws IOException {
        writeFile(folder, server, more);
        return new AgentProcess(command(folder, "agent.log", System.getenv("PATH"), "agent"));
    }

    /** A command of the command line, with the agent's file, once it has come to its end. @return its exit code */
    static int run(Path folder, String log, String... words) throws IOException, InterruptedException {
        return command(folder, log, System.getenv("PATH"), words).waitFor();
    }

    private static void writeFile(Path folder, URI server, String more) throws IOException {
        Files.writeString(file(folder), """
                server: %s
                token: secret
                name: agent
                data: data
                targets: {here: {}}
                """.formatted(server) + more);
    }

    private static Path file(Path folder) {
        return folder.resolve("agent.yaml");
    }

    private static Process command(Path folder, String log, String path, String... words) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "io.burnin.cli.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--config", file(folder).toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
        builder.environment().put("PATH", path);
        return builder.start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Makes it stand still, as if it hung. */
    void halt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", "STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** It stands still, as if its host had no time for it; or goes on. */
    void standStill(boolean still) throws IOException, InterruptedException {
        new ProcessBuilder("kill", still ? "-STOP" : "-CONT", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Asks it to end. @return its exit code */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the agent does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
