package io.burnin.acceptance;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What somebody does by hand to a healthy target, while a burn-in goes on, is found, and by the criterion that is there for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageTest {

    private static final int RED = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FREEZE = Duration.ofSeconds(20);

    private Path folder;

    private Server server;

    @BeforeAll
    void startServer(@TempDir Path empty) throws IOException {
        folder = empty;
        server = Server.start(folder.resolve("server"), Optional.empty());
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    /** Each in a phase of the run in which nothing else could have done it, and nothing mends it unseen. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ofFilesAndOfTheWorkerIsFoundEachByItsCriterion() throws IOException, InterruptedException {
        try (var demo = DemoRun.start(folder.resolve("damaged"), server, "damaged")) {
            Path home = demo.home();
            Path log = home.resolve("logs/state_transitions.jsonl");
            await("the load").atMost(PATIENCE).until(() -> lines(log, "event_id") > 20);
            ProcessHandle core = demo.process("core").orElseThrow();
            Files.writeString(log, "{\"event_id\":\"half a li", APPEND);
            for (int claim = 0; claim < 5; claim++) {
                leaveOldClaim(home.resolve("data/webrelay_out/left-%d.job.json.claimed".formatted(claim)));
            }

            await("the calm after the load").atMost(PATIENCE).until(() -> isStill(log));
            overwriteUntilSomebodyHasSeenIt(home.resolve("runtime/system_state.json"));

            await("the outage of the core, its jobs handled")
                    .atMost(PATIENCE)
                    .until(() -> !core.isAlive() && jobFiles(home) == 0);
            demo.process("worker").orElseThrow().destroyForcibly();

            Outcome outcome = demo.outcome();
            assertThat(outcome.exitCode()).isEqualTo(RED);
            assertThat(outcome.red())
                    .as(outcome.reasons())
                    .contains("log-corruption", "stale-claims", "state-corruption", "service-crashes")
                    .doesNotContain("duplicate-jobs", "duplicate-ids");
            assertThat(outcome.value("log-corruption")).isEqualTo(1);
            assertThat(outcome.value("stale-claims")).isEqualTo(5);
            assertThat(outcome.value("service-crashes")).isEqualTo(1);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
    void byACoreThatStandsStillIsFound() throws IOException, InterruptedException {
        try (var demo = DemoRun.start(folder.resolve("frozen"), server, "frozen")) {
            Path worker = demo.home().resolve("logs/worker.log");
            await("the first jobs of the load").atMost(PATIENCE).until(() -> lines(worker, "Done job") > 3);
            ProcessHandle core = demo.process("core").orElseThrow();
            freeze(core, demo.home());

            Outcome outcome = demo.outcome();
            assertThat(outcome.exitCode()).isEqualTo(RED);
            assertThat(outcome.red()).as(outcome.reasons()).contains("job-latency", "lost-jobs");
            assertThat(outcome.value("job-latency")).isGreaterThan(FREEZE.toMillis() / 2);
            assertThat(outcome.notGreen()).contains("normal-load/load-reached");
        }
    }

    private static void leaveOldClaim(Path claim) throws IOException {
        Files.createFile(claim);
        Files.setLastModifiedTime(claim, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    /** The core writes it anew with its next transition, and a probe looks twice a second. */
    private void overwriteUntilSomebodyHasSeenIt(Path state) throws IOException, InterruptedException {
        String run = server.get("/runs?target=damaged").at("/items/0/id").asText();
        await().atMost(PATIENCE).until(() -> {
            Files.writeString(state, "overwritten");
            return new StoredCounts(server, run).sum("state_file.corrupt") > 0;
        });
    }

    /** Amid a job, of which the core then never learns that it was done. */
    private static void freeze(ProcessHandle process, Path home) throws IOException, InterruptedException {
        try {
            await("a job in flight")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        signal(process, "STOP");
                        boolean inFlight = claimedOrNot(home) > 0;
                        if (!inFlight) {
                            signal(process, "CONT");
                        }
                        return inFlight;
                    });
            await().pollDelay(FREEZE).atMost(FREEZE.plusSeconds(10)).until(() -> true);
        } finally {
            signal(process, "CONT");
        }
    }

    private static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        String command = "kill -%s %d".formatted(signal, process.pid());
        int exitCode = new ProcessBuilder("sh", "-c", command).start().waitFor();
        assertThat(exitCode).isZero();
    }

    private static long lines(Path file, String holding) throws IOException {
        if (Files.notExists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(holding)).count();
        }
    }

    private static boolean isStill(Path file) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(Instant.now().minusMillis(800));
    }

    private static long jobFiles(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/webrelay_out"))) {
            return files.filter(file -> file.toString().endsWith(".job.json")).count();
        }
    }

    /** The files of jobs, be they claimed or not. */
    private static long claimedOrNot(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/webrelay_out"))) {
            return files.filter(file -> file.toString().contains(".job.json")).count();
        }
    }
}
