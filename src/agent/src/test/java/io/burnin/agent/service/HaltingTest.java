package io.burnin.agent.service;

import static io.burnin.agent.service.Program.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Services.Tree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class HaltingTest {

    @TempDir
    Path directory;

    @Test
    void haltsTheWholeTreeUntilItIsUnreadyAndThenLetsItGoOn() throws Exception {
        try (var bench = new Bench(Program.wrappedServer(directory, freePort()))) {
            bench.start();
            Tree tree = bench.tree().orElseThrow();
            var halted = new CopyOnWriteArrayList<Long>();
            var watcher = Thread.startVirtualThread(() -> {
                while (halted.size() < tree.pids().size()) {
                    tree.pids().stream().filter(Bench.table()::isHalted).forEach(halted::addIfAbsent);
                }
            });

            bench.services.pause("program", "outage", Duration.ofMillis(1500));

            watcher.join(Duration.ofSeconds(5));
            assertThat(halted).containsExactlyInAnyOrderElementsOf(tree.pids());
            assertThat(tree.pids()).noneMatch(Bench.table()::isHalted);
            await().until(() -> bench.services.isReady("program"));
            assertThat(bench.tree().orElseThrow().root()).isEqualTo(tree.root());
        }
    }

    @Test
    void letsItGoOnWhenTheStepIsInterrupted() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "sleep 60"))) {
            bench.start();
            long pid = bench.pid();
            var outcome = new ArrayList<Exception>();
            Thread pausing = Thread.ofVirtual().start(() -> {
                try {
                    bench.services.pause("program", "outage", Duration.ofMinutes(5));
                } catch (StepFailed | InterruptedException ended) {
                    outcome.add(ended);
                }
            });
            await().until(() -> Bench.table().isHalted(pid));

            pausing.interrupt();

            assertThat(pausing.join(Duration.ofSeconds(1))).isTrue();
            assertThat(outcome).singleElement().isInstanceOf(InterruptedException.class);
            await().until(() -> !Bench.table().isHalted(pid));
        }
    }

    @Test
    void ensureLetsGoOnWhatSomebodyHalted() throws Exception {
        try (var bench = new Bench(Program.server(directory, freePort()))) {
            bench.start();
            long pid = bench.pid();
            new Signals().send(Signals.HALT, List.of(pid));
            await().until(() -> Bench.table().isHalted(pid));

            assertThat(bench.ensure()).containsEntry("ready", "true");

            assertThat(bench.pid()).isEqualTo(pid);
            assertThat(Bench.table().isHalted(pid)).isFalse();
        }
    }

    @Test
    void aKillReachesEvenHaltedProcesses() throws Exception {
        try (var bench = new Bench(Program.shell(directory, "sleep 60"))) {
            bench.start();
            long pid = bench.pid();
            new Signals().send(Signals.HALT, List.of(pid));

            bench.kill();

            assertThat(Bench.lives(pid)).isFalse();
        }
    }
}
