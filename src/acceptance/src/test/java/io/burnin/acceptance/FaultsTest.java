package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fault of the stand-in ends a real {@code quick} burn-in in the light that it must, for the criteria that it must, and the
 * clean stand-in is Green. Two run at a time; those that are about time and CPU run alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final Set<String> ALONE = Set.of("none", "slow-jobs", "very-slow-jobs", "busy-idle");

    /** What these turn does not hang on how fast the host is. {@code ./burnin demo --fault all} runs every fault. */
    private static final Set<String> STEADY = Set.of(
            "none",
            "duplicate-jobs",
            "lost-jobs",
            "stale-claims",
            "many-stale-claims",
            "lock-contention",
            "heavy-lock-contention",
            "torn-log-line",
            "duplicate-transition",
            "missing-transition",
            "lost-notifications",
            "many-lost-notifications",
            "silent-notifications",
            "survivor");

    private Path folder;

    private Server server;
    private Map<String, ExpectedFault> expected;
    private final Map<String, CompletableFuture<Outcome>> outcomes = new HashMap<>();
    private ExecutorService two;

    private record Outcome(String fault, int exitCode, JsonNode verdict, String said) {

        Set<String> notGreen() {
            var names = new TreeSet<String>();
            verdict.path("checks").forEach(check -> {
                if (!check.path("light").asText().equals("GREEN")) {
                    names.add(check.path("criterion").asText());
                }
            });
            return names;
        }
    }

    @BeforeAll
    void burnInEveryFault(@TempDir Path empty) throws IOException, InterruptedException {
        folder = empty;
        server = Server.start(folder.resolve("server"), Optional.empty());
        expected = ExpectedFault.all();
        expected.keySet().retainAll(STEADY);
        for (String fault : expected.keySet()) {
            if (ALONE.contains(fault)) {
                outcomes.put(fault, CompletableFuture.completedFuture(burnIn(fault)));
            }
        }
        two = Executors.newFixedThreadPool(2);
        for (String fault : expected.keySet()) {
            outcomes.computeIfAbsent(fault, name -> CompletableFuture.supplyAsync(() -> burnInUnchecked(name), two));
        }
        outcomes.values().forEach(CompletableFuture::join);
    }

    @AfterAll
    void stop() {
        if (two != null) {
            two.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFaultEndsAsItMust() {
        return expected.values().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.fault(), () -> assertEndsAsItMust(fault)));
    }

    private void assertEndsAsItMust(ExpectedFault fault) {
        Outcome outcome = outcomes.get(fault.fault()).join();
        assertThat(outcome.verdict().path("light").asText())
                .as("%s%n%s", outcome.verdict().path("reasons").toPrettyString(), outcome.said())
                .isEqualTo(fault.light());
        assertThat(outcome.exitCode()).isEqualTo(fault.exitCode());
        assertThat(outcome.notGreen())
                .as("%s", outcome.verdict().path("reasons").toPrettyString())
                .isEqualTo(new TreeSet<>(fault.criteria()));
    }

    /** Nobody but the target's processes knows which fault is on. */
    @Test
    void everyRunIsOrderedAlike() throws IOException, InterruptedException {
        var orders = new HashSet<String>();
        for (JsonNode run : server.get("/runs?limit=100").path("items")) {
            String home = run.path("parameters").path("home").asText();
            orders.add(run.path("plan").asText()
                    + run.path("planVersion")
                    + run.path("profile")
                    + run.path("parameters").toString().replace(home, "HOME").replaceAll("\\b\\d{4,5}\\b", "PORT"));
        }

        assertThat(orders).hasSize(1);
    }

    /** Each lost id, each second execution, each report is counted, and none twice: the clean run against what its target did. */
    @Test
    void whatIsStoredIsWhatTheTargetDid() throws IOException, InterruptedException {
        String run = outcomes.get("none").join().verdict().path("run").asText();
        var stored = new StoredCounts(server, run);
        Deeds deeds = Deeds.of(folder.resolve("none/demo/none/target"));

        assertThat(stored.sum("jobs.submitted")).isEqualTo(deeds.count("job-accepted"));
        assertThat(stored.sum("jobs.done")).isEqualTo(deeds.count("job-completed"));
        assertThat(stored.sum("jobs.handled", "burst.handled")).isEqualTo(deeds.count("execution-begun"));
        assertThat(stored.sum("worker_log.results")).isEqualTo(deeds.count("result-written"));
        assertThat(stored.sum("core_log.lock_timeouts")).isEqualTo(deeds.count("lock-timeout"));
    }

    private Outcome burnInUnchecked(String fault) {
        try {
            return burnIn(fault);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("the run with %s did not come to an end".formatted(fault), failed);
        }
    }

    private Outcome burnIn(String fault) throws IOException, InterruptedException {
        Path place = folder.resolve(fault);
        var arguments = new ArrayList<>(List.of(
                "demo",
                "--json",
                "--profile",
                "quick",
                "--name",
                fault,
                "--dir",
                place.resolve("demo").toString(),
                "--server",
                server.address().toString(),
                "--token",
                server.token()));
        if (!fault.equals("none")) {
            arguments.addAll(List.of("--fault", fault));
        }
        CommandLine.Result result = new CommandLine(place).run(arguments.toArray(String[]::new));
        assertThat(result.output()).as(result.said()).startsWith("{");
        return new Outcome(fault, result.exitCode(), Server.JSON.readTree(result.output()), result.said());
    }
}
