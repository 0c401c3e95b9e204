package io.burnin.agent.service;

import static io.burnin.agent.service.Bench.LABELS;
import static io.burnin.agent.service.Program.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.policy.Glob;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Service.Match;
import io.burnin.plan.Template;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StartingTest {

    @TempDir
    Path directory;

    @Test
    void measuresTheTimeFromTheOrderUntilTheServiceIsReady() throws Exception {
        try (var bench = new Bench(Program.server(directory, freePort()))) {
            Map<String, String> facts = bench.start();

            assertThat(facts).containsEntry("ready", "true");
            assertThat(bench.services.isReady("program")).isTrue();
            assertThat(bench.recorded.values("services.not_recovered", LABELS)).containsExactly(0.0);
            assertThat(bench.recorded.values("services.recovery", LABELS))
                    .singleElement()
                    .satisfies(millis -> assertThat(millis).isBetween(10.0, 20_000.0));
        }
    }

    @Test
    void callsAServiceWithoutADefinitionOfReadyReadyOnceItHasProvedToLive() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "sleep 60"))) {
            assertThat(bench.start()).containsEntry("ready", "true");

            assertThat(bench.recorded.values("services.not_recovered", LABELS)).containsExactly(0.0);
            assertThat(bench.recorded.samples("services.recovery")).isEmpty();
        }
    }

    @Test
    void countsAServiceThatNeverBecomesReadyAsNotRecoveredAndDoesNotFailTheStep() throws Exception {
        var deaf = Program.shell(directory, "sleep 60").readyAt(freePort(), Duration.ofMillis(400));
        try (var bench = new Bench(deaf)) {
            Map<String, String> facts = bench.start();

            assertThat(facts).containsEntry("ready", "false").containsEntry("why", "not ready within 400 ms");
            assertThat(bench.recorded.values("services.not_recovered", LABELS)).containsExactly(1.0);
            assertThat(bench.recorded.samples("services.recovery")).isEmpty();
        }
    }

    @Test
    void givesUpEarlyOnAServiceThatEndsAtOnce() throws Exception {
        var failing = Program.shell(directory, "exit 3").readyAt(freePort(), Duration.ofSeconds(60));
        try (var bench = new Bench(failing)) {
            assertThat(bench.start()).containsEntry("why", "ended with exit code 3 before it was ready");
        }
    }

    @Test
    void saysNothingOfRecoveryOutsideTests() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "sleep 60"))) {
            bench.services.start("program", "setup", Bench.AS_PLANNED);

            assertThat(bench.recorded.samples("services.not_recovered")).isEmpty();
        }
    }

    @Test
    void refusesACommandThatDoesNotExist() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "").start("no-such-command", "x"))) {
            assertFails(bench::start, ErrorClass.CONFIG, "there is no command no-such-command on the PATH");
        }
        try (var bench = new Bench(Program.shell(directory, "").start("./missing.sh"))) {
            assertFails(bench::start, ErrorClass.CONFIG, "there is no command ./missing.sh in " + directory);
        }
    }

    @Test
    void refusesAScriptWhoseInterpreterIsMissing() throws Exception {
        Path script = Files.writeString(directory.resolve("run"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        try (var bench = new Bench(Program.shell(directory, "").start("./run").withoutPattern())) {
            assertFails(bench::start, ErrorClass.CONFIG, "program");
        }
    }

    @Test
    void refusesADirectoryThatDoesNotExist() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "sleep 60").startedIn(directory.resolve("gone")))) {
            assertFails(bench::start, ErrorClass.CONFIG, "is no directory to start in");
        }
    }

    @Test
    void refusesToStartWhatAlreadyRuns() throws Exception {
        try (var bench = new Bench(Program.server(directory, freePort()))) {
            bench.start();
            long first = bench.pid();

            assertFails(bench::start, ErrorClass.TEST, "program already runs");

            assertThat(bench.pid()).isEqualTo(first);
        }
    }

    @Test
    void refusesWhileSomebodyElseHoldsThePort() throws Exception {
        try (var other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var bench = new Bench(
                        Program.shell(directory, "sleep 60").readyAt(other.getLocalPort(), Duration.ofMillis(300)))) {
            assertFails(bench::start, ErrorClass.INFRA, "somebody else listens on its port");

            assertThat(bench.tree()).isEmpty();
        }
    }

    @Test
    void appendsWhatTheServicePrintsAndGivesItItsVariablesButNotTheAgentsOwn() throws Exception {
        var program = Program.shell(directory, "echo $NAME $KEY; echo wrong >&2; env; sleep 60")
                .environment(Map.of("NAME", new Template("anna"), "KEY", new Template("${secret:KEY}")));
        Files.createDirectories(program.output().getParent());
        Files.writeString(program.output(), "before\n");
        try (var bench = new Bench(program)) {
            bench.start();

            await().untilAsserted(() -> assertThat(program.printed())
                    .startsWith("before\nanna s3cret\nwrong\n")
                    .doesNotContain("BURNIN_"));
        }
    }

    @Test
    void setsAnOutputAsideThatHasMoreInItThanItKeeps() throws Exception {
        var program = Program.shell(directory, "echo again; sleep 60").keep(6);
        Path older = program.output().resolveSibling(program.output().getFileName() + ".1");
        try (var bench = new Bench(program)) {
            bench.start();
            await().untilAsserted(() -> assertThat(program.printed()).isEqualTo("again\n"));
            bench.kill();
            bench.start();
            await().untilAsserted(() -> assertThat(program.printed()).isEqualTo("again\nagain\n"));
            assertThat(older).as("six bytes are not more than six").doesNotExist();
            bench.kill();
            bench.start();

            await().untilAsserted(() -> assertThat(program.printed()).isEqualTo("again\n"));
            assertThat(older).hasContent("again\nagain\n");
        }
    }

    @Test
    void setsNothingAsideWhereThisHostDoesNotAllowIt() throws Exception {
        var program = Program.shell(directory, "sleep 60").keep(0);
        Files.createDirectories(program.output().getParent());
        Files.writeString(program.output(), "before\n");
        Policy onlyTheFile = new RulesPolicy(new Rules(
                List.of(new Glob("*")),
                List.of(directory),
                List.of(program.output()),
                List.of(),
                Map.of("program", new Glob("*"))));
        try (var bench = new Bench(program, onlyTheFile, List.of())) {
            assertFails(bench::start, ErrorClass.CONFIG, program.output() + ".1");

            assertThat(program.printed()).isEqualTo("before\n");
        }
    }

    @Test
    void givesItASessionOfItsOwnAndAnEmptyStdin() throws Exception {
        var program = Program.shell(directory, "cat; echo end of input; sleep 60");
        try (var bench = new Bench(program)) {
            bench.start();

            assertThat(Bench.row(bench.pid()).orElseThrow().session()).isEqualTo(bench.pid());
            await().untilAsserted(() -> assertThat(program.printed()).contains("end of input"));
        }
    }

    @Test
    void findsProcessesByPidFileByExecutableAndByHavingStartedThem() throws Exception {
        Path pidFile = directory.resolve("pid");
        var byPidFile = Program.shell(directory, "echo $$ > pid; exec sleep 60")
                .processes(Match.By.PID_FILE, pidFile.toString());
        try (var bench = new Bench(byPidFile)) {
            bench.start();
            assertThat(bench.pid())
                    .isEqualTo(Long.parseLong(Files.readString(pidFile).strip()));
        }
        Path sleep = Files.copy(realPath("sleep"), directory.resolve("sleeper"));
        try (var bench = new Bench(Program.shell(directory, "")
                .start(sleep.toString(), "60")
                .processes(Match.By.EXECUTABLE, directory + "/sleep*"))) {
            bench.start();
            assertThat(bench.tree()).isPresent();
        }
        try (var bench = new Bench(Program.shell(directory, "sleep 60 & wait").withoutPattern())) {
            bench.start();
            assertThat(bench.tree().orElseThrow().pids()).hasSize(2);
        }
    }

    private static Path realPath(String command) throws IOException {
        return Path.of("/bin", command).toRealPath();
    }

    static void assertFails(ThrowingCallable act, ErrorClass errorClass, String message) {
        assertThatExceptionOfType(StepFailed.class)
                .isThrownBy(act)
                .withMessageContaining(message)
                .satisfies(failed -> assertThat(failed.errorClass()).isEqualTo(errorClass));
    }
}
