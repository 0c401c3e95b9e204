package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.acceptance.FaultBurnIns.BurnIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A fault of the stand-in ends a real {@code quick} burn-in in the light that it must, for the criteria that it must and for no
 * other; the clean stand-in is Green.
 */
@Isolated("measures how fast the target answers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    /** A host that is short of time for a moment turns these in any run: if nothing else is wrong, the run is made again, alone. */
    private static final Set<String> AT_THE_HOSTS_MERCY =
            Set.of("job-latency", "watchdog-burst/latency", "worker-cpu-idle");

    /** What of the first cause, as its report tells it, gives the fault away to somebody who does not know of it. */
    private static final Map<String, String> GIVEN_AWAY_BY = Map.ofEntries(
            Map.entry("duplicate-jobs", "begun a second time"),
            Map.entry("lost-jobs", "submitted .*not done"),
            Map.entry("stale-claims", "webrelay_out/.*claimed"),
            Map.entry("many-stale-claims", "webrelay_out/.*claimed"),
            Map.entry("slow-jobs", "were not below 500 ms"),
            Map.entry("very-slow-jobs", "were not below 500 ms"),
            Map.entry("lock-contention", "Lock timeout on runtime/system_state.json"),
            Map.entry("heavy-lock-contention", "Lock timeout on runtime/system_state.json"),
            Map.entry("corrupt-state", "system_state.json is not JSON"),
            Map.entry("torn-log-line", "\\{\"event_id\""),
            Map.entry("duplicate-transition", "transitions.duplicated"),
            Map.entry("missing-transition", "/prev_state is .* of the line before was"),
            Map.entry("lost-notifications", "failed_reports/.*failed_notify"),
            Map.entry("many-lost-notifications", "failed_reports/.*failed_notify"),
            Map.entry("worker-crash", "worker \\(pid .*nobody had ordered it"),
            Map.entry("memory-leak", "worker.rss went from"),
            Map.entry("handle-leak", "worker.handles went from"),
            Map.entry("busy-idle", "were not below 2 %"),
            Map.entry("no-recovery", "after start core"),
            Map.entry("wedged", "never begun"),
            Map.entry("rejecting", "answered 400"),
            Map.entry("polling-mode", "legacy polling mode"),
            Map.entry("silent-notifications", "0 failed_reports.created"),
            Map.entry("no-sync-after-restart", "begun once, not done"),
            Map.entry("ignores-unclaimed", "never begun"),
            Map.entry("forgets-state", "PAUSED.*OPERATIONAL"),
            Map.entry("worker-dies-without-core", "worker \\(pid .*nobody had ordered it"));

    private static final Path PAGE = Checkout.ROOT.resolve("docs/reports.md");

    private Server server;
    private String builtBefore;
    private Map<String, ExpectedFault> expected;
    private FaultBurnIns burnIns;

    @BeforeAll
    void burnInEveryFault(@TempDir Path folder) throws IOException, InterruptedException {
        builtBefore = Checkout.fingerprintOfBuild();
        server = Server.start(folder.resolve("server"), Optional.empty());
        expected = ExpectedFault.all("quick");
        burnIns = new FaultBurnIns(server, folder);
        burnIns.run(expected.keySet());
        expected.values().stream()
                .filter(fault -> wasDisturbed(fault, burnIns.of(fault.fault())))
                .forEach(fault -> burnIns.runAgain(fault.fault()));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFaultEndsAsItMust() {
        return expected.values().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.fault(), () -> assertEndsAsItMust(fault)));
    }

    @TestFactory
    Stream<DynamicTest> everyReportGivesItsFaultAway() {
        return expected.values().stream()
                .filter(fault -> !fault.light().equals("GREEN"))
                .map(fault -> DynamicTest.dynamicTest(fault.fault(), () -> assertIsGivenAway(fault)));
    }

    private void assertIsGivenAway(ExpectedFault fault) throws IOException {
        FirstLines said = burnIns.firstLines(fault.fault());
        assertThat(said.text() + "\n" + String.join("\n", said.points()))
                .containsPattern(Pattern.compile(GIVEN_AWAY_BY.get(fault.fault())));
        assertThat(said.point("Not green for it"))
                .containsAnyOf(fault.criteria().toArray(String[]::new));
        assertThat(said.point("What to do")).isNotEmpty();
    }

    /** After a change of what reports say: run it with {@code -Dapprove=true}, and look at the difference. */
    @Test
    void thePageOnReportsShowsWhatTheySay() throws IOException {
        if (Boolean.getBoolean("approve")) {
            var rows = new ArrayList<String>();
            for (ExpectedFault fault : expected.values()) {
                if (!fault.light().equals("GREEN")) {
                    rows.add(burnIns.firstLines(fault.fault()).row(fault.fault(), fault.light()));
                }
            }
            FirstLines.write(PAGE, rows);
        }
        assertThat(PAGE)
                .content()
                .contains(GIVEN_AWAY_BY.keySet().stream()
                        .map("| `%s` |"::formatted)
                        .toList());
    }

    private void assertEndsAsItMust(ExpectedFault fault) {
        Outcome outcome = burnIns.of(fault.fault());
        assertThat(outcome.notGreen()).as(outcome.reasons()).isEqualTo(new TreeSet<>(fault.criteria()));
        assertThat(outcome.light()).as(outcome.reasons()).isEqualTo(fault.light());
        assertThat(outcome.exitCode()).isEqualTo(fault.exitCode());
    }

    private static boolean wasDisturbed(ExpectedFault fault, Outcome outcome) {
        var surplus = new HashSet<>(outcome.notGreen());
        fault.criteria().forEach(surplus::remove);
        return !surplus.isEmpty() && AT_THE_HOSTS_MERCY.containsAll(surplus);
    }

    /** What the clean run judges is all that the plan has for this profile. */
    @Test
    void everyCriterionIsTurnedByAFault() {
        Set<String> turned = burnIns.all()
                .flatMap(burnIn -> burnIn.outcome().turned())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(burnIns.of("none").judged())
                .isNotEmpty()
                .allSatisfy(criterion -> assertThat(turned).contains(criterion));
    }

    /** Nobody but the target's processes knows which fault is on. */
    @Test
    void everyRunIsOrderedAlikeAndWorkedOnByTheSameProgram() throws IOException {
        var orders = new HashSet<String>();
        for (BurnIn burnIn : burnIns.all().toList()) {
            JsonNode run = Server.JSON
                    .readTree(burnIn.place().resolve("report.json").toFile())
                    .path("run");
            orders.add(run.path("plan").asText()
                    + run.path("planVersion")
                    + run.path("profile")
                    + withoutPlace(run.path("parameters")));
        }

        assertThat(orders).hasSize(1);
        assertThat(Checkout.fingerprintOfBuild()).isEqualTo(builtBefore);
    }

    private static String withoutPlace(JsonNode parameters) {
        String home = parameters.path("home").asText();
        String core = port(parameters.path("core").asText());
        String relay = port(parameters.path("relay").asText());
        return parameters.toString().replace(home, "HOME").replace(core, "CORE").replace(relay, "RELAY");
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }
}
