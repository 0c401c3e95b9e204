package io.burnin.agent;

import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A plan whose only test does harm to a real process and then waits. The process writes a line into a file each time that it is
 * started, and is found by a word in its command line that no other has.
 */
final class Outage {

    private final Path folder;
    private final String word = "burnin.test." + UUID.randomUUID();

    Outage(Path folder) {
        this.folder = folder;
    }

    /** Once this file is there, the service cannot be started any more. */
    Path broken() {
        return folder.resolve("broken");
    }

    /** @param steps as YAML, each on a line of its own */
    Assignment assignment(String run, String... steps) {
        String plan =
                """
                burnin: 1
                plan: outage
                title: Outage
                goal: It comes back
                services:
                  app:
                    start: [sh, -c, "test -e broken && exit 1; echo started >> starts; while :; do sleep 0.1; done", "%1$s"]
                    directory: "%2$s"
                    processes: {commandLine: "sh -c *%1$s"}
                tests:
                  outage:
                    title: Outage
                    disturbs: [app]
                    steps:
                %3$s
                    finally:
                      - service.ensure: app
                profiles:
                  short:
                    duration: 2s
                    schedule: [{at: 0s, test: outage}]
                report: {title: Outage}
                """.formatted(word, folder, String.join("\n", steps).indent(6).stripTrailing());
        return new Assignment(
                run,
                1,
                1,
                "here",
                "outage",
                1,
                plan,
                "short",
                Map.<String, ParameterValue>of(),
                List.of(),
                Instant.now(),
                60);
    }

    /** What the agent's file says so that it may do this. */
    String policy() {
        return """
                policy:
                  commands: ['sh -c *']
                  write: ['%s']
                  harm: {app: '*%s*'}
                """.formatted(folder, word);
    }

    int starts() throws IOException {
        Path starts = folder.resolve("starts");
        return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
    }

    boolean isUp() {
        return process().isPresent();
    }

    boolean isHalted() {
        return process().filter(Outage::isHalted).isPresent();
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("sh -c ") && line.endsWith(word))
                        .isPresent())
                .findFirst();
    }

    private static boolean isHalted(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/%d/stat".formatted(process.pid())));
            return stat.substring(stat.lastIndexOf(')')).startsWith(") T");
        } catch (IOException gone) {
            return false;
        }
    }
}
