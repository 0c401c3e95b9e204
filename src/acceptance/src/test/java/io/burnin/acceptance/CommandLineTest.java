package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever makes a mistake on the command line is told what it is and what to do about it, and a script sees it by the exit code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineTest {

    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;
    private static final int NOT_ALLOWED = 4;

    private Path folder;

    private Server server;

    /** @param said what the message holds: the mistake and the remedy */
    private record Mistake(String arguments, int exitCode, List<String> said) {

        @Override
        public String toString() {
            return "%s exits with %d".formatted(arguments.replaceAll("=(http|/)\\S*| --token=\\S*", ""), exitCode);
        }
    }

    @BeforeAll
    void startServer(@TempDir Path empty) throws IOException {
        folder = empty;
        server = Server.start(folder.resolve("data"), Optional.empty());
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void saysItsVersion() throws IOException, InterruptedException {
        CommandLine.Result result = commandLine().run("--version");

        assertThat(result.exitCode()).isEqualTo(OK);
        assertThat(result.output().strip()).matches("burnin \\d\\S+");
    }

    @ParameterizedTest
    @MethodSource({
        "mistakesInWhatIsTyped",
        "mistakesAboutTheServer",
        "mistakesAboutWhatItHolds",
        "serversThatCannotStart"
    })
    @Execution(ExecutionMode.CONCURRENT)
    void explains(Mistake mistake) throws IOException, InterruptedException {
        CommandLine.Result result = commandLine().run(mistake.arguments().split(" "));

        assertThat(result.said()).contains(mistake.said()).doesNotContain("\tat ", "secret");
        assertThat(result.exitCode()).as(result.said()).isEqualTo(mistake.exitCode());
        assertThat(result.output()).isEmpty();
    }

    private Stream<Mistake> mistakesInWhatIsTyped() throws IOException {
        Files.createDirectories(folder.resolve("full/inside"));
        Path agent = Files.writeString(folder.resolve("agent.yaml"), "targets: {here: {}}\n");
        return Stream.of(
                new Mistake("rum list", USAGE, List.of("rum", "run")),
                new Mistake("run list --sever=x", USAGE, List.of("Unknown option", "--sever", "--server")),
                new Mistake("run start phase1-burn-in", USAGE, List.of("Missing", "--profile")),
                new Mistake("server --port=http", USAGE, List.of("--port", "http")),
                new Mistake("plan validate nowhere.yaml", USAGE, List.of("nowhere.yaml", "phase1-burn-in")),
                new Mistake("agent --config=nowhere.yaml", USAGE, List.of("nowhere.yaml", "--config")),
                new Mistake("agent --server=nonsense --config=" + agent, USAGE, List.of("nonsense", "--server")),
                new Mistake("demo --dir=" + folder.resolve("full"), USAGE, List.of("not empty", "--dir")));
    }

    private Stream<Mistake> mistakesAboutTheServer() throws IOException {
        String nobody = "http://127.0.0.1:" + Server.freePort();
        return Stream.of(
                new Mistake("run list --server=nonsense", USAGE, List.of("nonsense", "--server", "BURNIN_SERVER")),
                new Mistake("run list --server=" + nobody, UNREACHABLE, List.of(nobody, "burnin server", "--server")),
                new Mistake("run list --server=" + server.address(), NOT_ALLOWED, List.of("token", "BURNIN_TOKEN")),
                new Mistake(with("run list") + "x", NOT_ALLOWED, List.of("token", "--token")));
    }

    private Stream<Mistake> mistakesAboutWhatItHolds() {
        return Stream.of(
                new Mistake(with("run show phase1-burn-in#99"), USAGE, List.of("no run phase1-burn-in#99", "/runs")),
                new Mistake(with("run wait phase1-burn-in#99"), USAGE, List.of("no run phase1-burn-in#99", "/runs")),
                new Mistake(with("run cancel nonsense"), USAGE, List.of("nonsense")),
                new Mistake(with("report phase1-burn-in#99"), USAGE, List.of("no run phase1-burn-in#99", "/runs")),
                new Mistake(
                        with("run start phase2 --profile=quick --target=here"),
                        USAGE,
                        List.of("no plan phase2", "/plans")),
                new Mistake(
                        with("run start phase1-burn-in --profile=qick --target=here"), USAGE, List.of("qick", "quick")),
                new Mistake(
                        with("run start phase1-burn-in --profile=quick --target=here --test=normal-lod"),
                        USAGE,
                        List.of("normal-lod", "normal-load")));
    }

    private Stream<Mistake> serversThatCannotStart() throws IOException {
        String start = "server --data=%s --port=%d".formatted(folder.resolve("other"), Server.freePort());
        String down = "jdbc:postgresql://127.0.0.1:%d/burnin?user=me&password=secret".formatted(Server.freePort());
        int taken = server.address().getPort();
        return Stream.of(
                new Mistake(start + " --db=jdbc:mysql://here", USAGE, List.of("jdbc:mysql", "jdbc:postgresql")),
                new Mistake(start + " --db=" + down, USAGE, List.of("cannot be reached", "start it")),
                new Mistake(
                        "server --data=%s --port=%d".formatted(folder.resolve("data"), Server.freePort()),
                        USAGE,
                        List.of("in use", "--data", "--db")),
                new Mistake(
                        "server --data=%s --port=%d".formatted(folder.resolve("another"), taken),
                        USAGE,
                        List.of("port " + taken, "--port")),
                new Mistake("server --port=99999", USAGE, List.of("99999", "--port")));
    }

    private String with(String command) {
        return "%s --server=%s --token=%s".formatted(command, server.address(), server.token());
    }

    private CommandLine commandLine() {
        return new CommandLine(folder.resolve("commands"));
    }
}
