package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.acceptance.FaultBurnIns.BurnIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
