package io.burnin.agent.service;

import static io.burnin.agent.service.Bench.LABELS;
import static io.burnin.agent.service.Program.freePort;
import static io.burnin.agent.service.StartingTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.burnin.agent.policy.Glob;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.service.Services.Tree;
import io.burnin.plan.Service.Match;
import io.burnin.verdict.ErrorClass;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EndingTest {

    @TempDir
    Path directory;

    @Test
    void killsTheWrapperAndTheChildThatServes() throws Exception {
        try (var bench = new Bench(Program.wrappedServer(directory, freePort()))) {
            bench.start();
            Tree tree = bench.tree().orElseThrow();
            assertThat(tree.pids()).hasSize(2);

            bench.kill();

            assertThat(tree.pids()).noneMatch(Bench::lives);
            assertThat(bench.services.isReady("program")).isFalse();
            assertThat(bench.tree()).isEmpty();
            assertThat(bench.services.wasEndedByOrder(tree.root())).isTrue();
            assertThat(bench.recorded.values("services.killed", LABELS)).containsExactly(1.0);
        }
    }

    /** The kill of a wrapper alone would leave its child at work, and the fault would be none. */
    @Test
    void killsAChildThatItsWrapperLeftBehind() throws Exception {
        var program = Program.shell(directory, "sleep 60 & sleep 61 & wait").withoutPattern();
        try (var bench = new Bench(program)) {
            bench.start();
            Tree tree = bench.tree().orElseThrow();
            Bench.killAtOnce(tree.root().pid());
            await().until(() ->
                    bench.tree().orElseThrow().root().pid() != tree.root().pid());

            bench.kill();

            assertThat(tree.pids()).hasSize(3).noneMatch(Bench::lives);
        }
    }

    @Test
    void killsProcessesThatAppearWhileItKills() throws Exception {
        // Each incarnation starts the next one in a session of its own, so that only its command line tells whose it
        // is.
        String hydra = "trap '' TERM; for i in 1 2 3; do setsid sh -c 'sleep 60' \"$0\" & done; wait";
        var program = Program.shell(directory, hydra);
        try (var bench = new Bench(program)) {
            bench.start();
            Tree tree = bench.tree().orElseThrow();

            bench.kill();

            assertThat(tree.pids()).hasSizeGreaterThan(3).noneMatch(Bench::lives);
            assertThat(bench.tree()).isEmpty();
        }
    }

    @Test
    void isRefusedWhereNothingRuns() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "sleep 60"))) {
            assertFails(bench::kill, ErrorClass.TEST, "program does not run");
            assertFails(bench::stop, ErrorClass.TEST, "program does not run");
        }
    }

    @Test
    void isRefusedWhereMoreProcessesMatchThanThePlanSays() throws Exception {
        var program = Program.shell(directory, "sleep 60");
        Process first = new ProcessBuilder(program.service().start()).start();
        Process second = new ProcessBuilder(program.service().start()).start();
        try (var bench = new Bench(program)) {
            assertFails(bench::kill, ErrorClass.CONFIG, "2 processes match program, not 1: pid ");
            assertFails(bench::kill, ErrorClass.CONFIG, "pid " + first.pid());
            assertFails(bench::kill, ErrorClass.CONFIG, "pid " + second.pid());

            assertThat(first.isAlive()).isTrue();
            assertThat(second.isAlive()).isTrue();
        } finally {
            first.descendants().forEach(ProcessHandle::destroyForcibly);
            second.descendants().forEach(ProcessHandle::destroyForcibly);
            first.destroyForcibly();
            second.destroyForcibly();
        }
    }

    @Test
    void doesNotProveItselfWhileSomethingElseStillAnswers() throws Exception {
        var impostor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        impostor.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        impostor.start();
        var program = Program.shell(directory, "sleep 60");
        Process running = new ProcessBuilder(program.service().start()).start();
        program.readyAt(impostor.getAddress().getPort());
        try (var bench = new Bench(program)) {
            assertFails(
                    () -> bench.kill(Duration.ofMillis(300)),
                    ErrorClass.TEST,
                    "did not prove itself: its processes are gone, and it still answers");

            assertThat(running.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.recorded.samples("services.killed")).isEmpty();
        } finally {
            impostor.stop(0);
        }
    }

    /** Not SIGINT: whoever is started in the background may have to ignore it, and so do all that it starts. */
    @Test
    void asksPolitelyByTheSignalOfThePlan() throws Exception {
        var program = Program.shell(directory, "trap 'echo bye; exit 0' USR1; while :; do sleep 0.05; done")
                .stop("SIGUSR1", Duration.ofSeconds(10));
        try (var bench = new Bench(program)) {
            bench.start();

            assertThat(bench.stop()).containsEntry("how", "SIGUSR1");

            assertThat(program.printed()).contains("bye");
            assertThat(bench.tree()).isEmpty();
        }
    }

    @Test
    void killsWhatIgnoresThePoliteSignal() throws Exception {
        var program = Program.shell(directory, "trap '' TERM; sleep 60 & wait; wait; sleep 60")
                .stop("TERM", Duration.ofMillis(200));
        try (var bench = new Bench(program)) {
            bench.start();
            Tree tree = bench.tree().orElseThrow();

            assertThat(bench.stop()).containsEntry("how", "killed after PT0.2S");

            assertThat(tree.pids()).noneMatch(Bench::lives);
        }
    }

    @Test
    void harmsNothingThatThePolicyDoesNotGiveUp() throws Exception {
        var forbidding =
                new RulesPolicy(new Rules(List.of(new Glob("*")), List.of(), List.of(directory), List.of(), Map.of()));
        try (var bench = new Bench(Program.shell(directory, "sleep 60"), forbidding, List.of())) {
            bench.start();
            long pid = bench.pid();

            assertFails(bench::kill, ErrorClass.CONFIG, "does not allow harm to the service program");
            assertFails(bench::stop, ErrorClass.CONFIG, "does not allow harm to the service program");
            assertFails(
                    () -> bench.services.pause("program", "outage", Duration.ofSeconds(1)),
                    ErrorClass.CONFIG,
                    "does not allow harm to the service program");

            assertThat(bench.pid()).isEqualTo(pid);
            assertThat(Bench.table().isHalted(pid)).isFalse();
        }
    }

    @Test
    void neverTakesTheAgentOrWhoStartedItForTheService() throws Exception {
        var everything = Program.shell(directory, "sleep 60").processes(Match.By.COMMAND_LINE, "*java*surefire*");
        try (var bench = new Bench(everything)) {
            assertThat(bench.tree().map(Tree::pids).orElse(List.of()))
                    .doesNotContain(ProcessHandle.current().pid());
        }
    }
}
