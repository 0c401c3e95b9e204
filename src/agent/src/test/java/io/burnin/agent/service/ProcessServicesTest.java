package io.burnin.agent.service;

import static io.burnin.agent.service.Programs.freePort;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessServicesTest {

    private static final Optional<Duration> AS_PLANNED = Optional.empty();
    private static final Map<String, String> LABELS = Map.of("service", "program", "origin", "outage");

    @TempDir
    Path directory;

    @Test
    void startsAServiceAndMeasuresHowLongItTookToBecomeReady() throws Exception {
        try (var bench = new Bench(new Programs(directory).server(freePort()))) {
            Map<String, String> facts = bench.services.start("program", "outage", AS_PLANNED);

            assertThat(facts).containsEntry("ready", "true");
            assertThat(bench.services.isReady("program")).isTrue();
            assertThat(bench.recorded.values("services.not_recovered", LABELS)).containsExactly(0.0);
            assertThat(bench.recorded.values("services.recovery", LABELS))
                    .singleElement()
                    .satisfies(millis -> assertThat(millis).isBetween(10.0, 20_000.0));
        }
    }

    @Test
    void killsTheWholeTreeOfAServiceThatRunsBehindAWrapper() throws Exception {
        try (var bench = new Bench(new Programs(directory).wrappedServer(freePort()))) {
            bench.services.start("program", "outage", AS_PLANNED);
            var tree = bench.services.tree("program").orElseThrow();
            assertThat(tree.pids()).hasSizeGreaterThanOrEqualTo(2);

            bench.services.kill("program", "outage", AS_PLANNED);

            assertThat(tree.pids()).noneMatch(Bench::lives);
            assertThat(bench.services.isReady("program")).isFalse();
            assertThat(bench.services.tree("program")).isEmpty();
            assertThat(bench.services.wasEndedByOrder(tree.root())).isTrue();
            assertThat(bench.recorded.values("services.killed", LABELS)).containsExactly(1.0);
        }
    }
}
