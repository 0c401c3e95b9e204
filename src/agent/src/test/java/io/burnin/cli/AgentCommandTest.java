package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.DataLock;
import io.burnin.agent.config.AgentFile;
import io.burnin.agent.policy.Rules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AgentCommandTest {

    @TempDir
    Path folder;

    private Path config;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeConfig() throws Exception {
        config = folder.resolve("agent.yaml");
        Files.writeString(config, """
                data: data
                targets:
                  here: {parameters: {home: /srv/app, unknownToThePlan: x}}
                """);
    }

    @Test
    void printsAPolicyThatItsOwnFileUnderstands() throws Exception {
        int code = execute("policy", "--for", "phase1-burn-in", "--target", "here", "--profile", "smoke");
        Files.writeString(config, Files.readString(config) + out);

        Rules rules = AgentFile.read(config).policy();
        assertThat(code).isZero();
        assertThat(rules.harm().keySet()).hasSize(3);
        assertThat(rules.write()).contains(Path.of("/srv/app/logs"));
        assertThat(rules.commands()).hasSize(3);
    }

    @Test
    void namesThePlansThatThereAre() {
        assertThat(execute("policy", "--for", "none", "--target", "here")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no built-in plan", "phase1-burn-in");
    }

    @Test
    void namesATargetThatItsFileLacks() {
        assertThat(execute("policy", "--for", "phase1-burn-in", "--target", "there"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no target 'there'");
    }

    @Test
    void saysWhereItsFileShouldBe() throws Exception {
        Files.delete(config);

        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no", "agent.yaml", "--config");
    }

    @Test
    void doesNotStartBesideAnAgentWithTheSameJournals() throws Exception {
        try (DataLock other =
                DataLock.take(folder.resolve("data"), DataLock.Holder.AGENT).orElseThrow()) {
            assertThat(execute()).isEqualTo(ExitCode.USAGE);
        }
        assertThat(err.toString()).contains("another agent works with");
    }

    @Test
    void undoesNothingBesideAnAgentOrItsGuard() throws Exception {
        try (DataLock other =
                DataLock.take(folder.resolve("data"), DataLock.Holder.GUARD).orElseThrow()) {
            assertThat(execute("undo")).isEqualTo(ExitCode.USAGE);
        }
        assertThat(err.toString()).contains("an agent or its guard works with");
    }

    @Test
    void saysThatThereIsNothingToUndo() {
        assertThat(execute("undo")).isZero();
        assertThat(out.toString()).contains("nothing to undo");
    }

    @Test
    void namesTheRunsThatCouldBeUndone() {
        assertThat(execute("undo", "--run", "run-7")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no unfinished run 'run-7'", "none");
    }

    @Test
    void stopsAndResumes() {
        assertThat(execute("stop")).isZero();
        assertThat(folder.resolve("data/halted")).exists();

        assertThat(execute("resume")).isZero();
        assertThat(folder.resolve("data/halted")).doesNotExist();
    }

    private int execute(String... arguments) {
        var all = new java.util.ArrayList<>(java.util.List.of("agent"));
        all.addAll(java.util.List.of(arguments));
        all.addAll(java.util.List.of("--config", config.toString()));
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof CommandFailed failed) {
                        command.getErr().println(failed.getMessage());
                        return failed.exitCode();
                    }
                    throw failure;
                })
                .execute(all.toArray(String[]::new));
    }
}
