package io.burnin.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.service.Services.Incarnation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class WatchTest {

    private static final Duration AT_ONCE = Duration.ofMillis(700);

    private final List<Death> deaths = new CopyOnWriteArrayList<>();

    private record Death(String service, Incarnation incarnation, boolean byOrder) {}

    @TempDir
    Path directory;

    private Bench bench(Program program) {
        var bench = new Bench(program);
        bench.services.onDeath((service, incarnation, byOrder) -> deaths.add(new Death(service, incarnation, byOrder)));
        return bench;
    }

    @Test
    void tellsAtOnceThatAProcessOfOursCrashed() throws Exception {
        try (var bench = bench(Program.shell(directory, "sleep 60"))) {
            bench.start();
            Incarnation root = bench.tree().orElseThrow().root();

            Bench.killAtOnce(root.pid());

            await().atMost(AT_ONCE).until(() -> deaths.equals(List.of(new Death("program", root, false))));
            assertThat(bench.services.wasEndedByOrder(root)).isFalse();
        }
    }

    @Test
    void tellsThatAFoundProcessCrashedThoughNobodyAsks() throws Exception {
        var program = Program.shell(directory, "sleep 60");
        Process found = new ProcessBuilder(program.service().start()).start();
        try (var bench = bench(program)) {
            Incarnation root = bench.tree().orElseThrow().root();
            assertThat(root.pid()).isEqualTo(found.pid());

            found.descendants().forEach(ProcessHandle::destroyForcibly);
            found.destroyForcibly().waitFor(5, TimeUnit.SECONDS);

            await().until(() -> deaths.equals(List.of(new Death("program", root, false))));
        }
    }

    @Test
    void tellsOfAnOrderedEndOnceAndBeforeTheNextStart() throws Exception {
        try (var bench = bench(Program.shell(directory, "sleep 60"))) {
            bench.start();
            Incarnation first = bench.tree().orElseThrow().root();

            bench.kill();
            assertThat(deaths).containsExactly(new Death("program", first, true));

            bench.start();
            Incarnation second = bench.tree().orElseThrow().root();
            bench.stop();
            assertThat(deaths).containsExactly(new Death("program", first, true), new Death("program", second, true));
        }
    }

    /** A probe may be asked for a death while it asks for the processes itself. */
    @Test
    void doesNotWaitForAListenerThatWaitsForIt() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "exec sleep 60").withoutPattern())) {
            Object probe = new Object();
            bench.services.onDeath((service, incarnation, byOrder) -> {
                synchronized (probe) {
                    deaths.add(new Death(service, incarnation, byOrder));
                }
            });
            bench.start();
            Incarnation root = bench.tree().orElseThrow().root();

            synchronized (probe) {
                Bench.killAtOnce(root.pid());
                await().until(() -> bench.tree().isEmpty());
            }

            await().untilAsserted(() -> assertThat(deaths).hasSize(1));
        }
    }
}
