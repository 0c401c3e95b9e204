package io.burnin.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path config = folder.resolve("agent.yaml");
        Files.writeString(config, """
                server: %s
                token: secret
                name: agent
                data: data
                targets: {here: {}}
                policy: {urls: ['%s']}
                """.formatted(server, allowed));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "io.burnin.cli.Main",
                        "agent",
                        "--config",
                        config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("agent.log").toFile()));
        builder.environment().put("PATH", path);
        return new AgentProcess(builder.start());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
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
