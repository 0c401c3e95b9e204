package io.burnin.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code burnin demo --profile quick} that goes on: its agent and its target are processes, its target's home is a folder. */
final class DemoRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TARGET_JAR = "burnin-demo.jar";

    private final Path folder;
    private final String name;
    private final Process demo;

    private DemoRun(Path folder, String name, Process demo) {
        this.folder = folder;
        this.name = name;
        this.demo = demo;
    }

    /** @param folder of its own */
    static DemoRun start(Path folder, Server server, String name) throws IOException {
        return start(folder, server, name, List.of());
    }

    /** @param fault of the target, by name */
    static DemoRun startWith(String fault, Path folder, Server server, String name) throws IOException {
        return start(folder, server, name, List.of("--fault=" + fault));
    }

    private static DemoRun start(Path folder, Server server, String name, List<String> more) throws IOException {
        var arguments = new ArrayList<>(List.of("demo", "--json", "--profile=quick", "--name=" + name));
        arguments.add("--dir=" + Files.createDirectories(folder).resolve("demo"));
        arguments.addAll(List.of("--server=" + server.address(), "--token=" + server.token()));
        arguments.addAll(more);
        Process demo = new CommandLine(folder).start(folder.resolve("output"), arguments.toArray(String[]::new));
        return new DemoRun(folder, name, demo);
    }

    /** Where the demo keeps what belongs to the target: configuration of the agent, reports. */
    Path place() {
        return folder.resolve("demo").resolve(name);
    }

    /** The target's own folder. */
    Path home() {
        return place().resolve("target");
    }

    /** The process of the target that plays the part, if it runs. */
    Optional<ProcessHandle> process(String part) {
        String mine = "%s %s --home %s ".formatted(TARGET_JAR, part, home());
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(mine))
                .findFirst();
    }

    ProcessHandle agent() {
        return demo.descendants()
                .filter(each -> each.info().commandLine().orElse("").contains(" agent --config "))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the demo has ended by itself. */
    Outcome outcome() throws IOException {
        await().atMost(PATIENCE).until(() -> !demo.isAlive());
        return Outcome.of(demo.exitValue(), Files.readString(folder.resolve("output")));
    }

    /** Asks the demo to end, and waits until it has. */
    void end() {
        demo.destroy();
        await().atMost(PATIENCE).until(() -> !demo.isAlive());
    }

    /** Agent, guard and target are known by the folder that they name. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(place().toString()))
                .toList();
    }

    /** Ends what a failed test has left. */
    @Override
    public void close() {
        demo.destroyForcibly();
        demo.onExit().join();
        processes().forEach(ProcessHandle::destroyForcibly);
    }
}
