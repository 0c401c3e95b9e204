package io.burnin.agent.service;

import static io.burnin.agent.service.StartingTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.policy.Permissive;
import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.plan.Service.Match;
import io.burnin.plan.Service.Running;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A service that ran before the run did, and how the run leaves it. */
@Execution(ExecutionMode.CONCURRENT)
class AsFoundTest {

    private static final Set<String> PROGRAM = Set.of("program");

    @TempDir
    Path directory;

    private final String word = "by-hand-" + System.identityHashCode(this) + "-"
            + ProcessHandle.current().pid();

    /** The plan starts it by one command; by hand it was started by another. */
    private Program program() {
        return Program.shell(directory, "sleep 60; : " + word).processes(Match.By.COMMAND_LINE, "*" + word + "*");
    }

    private Process startByHand() throws IOException {
        return new ProcessBuilder("sh", "-c", "sleep 50; : " + word)
                .directory(directory.toFile())
                .start();
    }

    private static List<String> commandOf(Bench bench) {
        Row root = Bench.row(bench.pid()).orElseThrow();
        return Bench.table().command(root);
    }

    @Test
    void isStoppedAgainIfItWasFoundStopped() throws Exception {
        try (var bench = new Bench(program())) {
            bench.services.remember(PROGRAM);
            bench.ensure();
            long pid = bench.pid();

            assertThat(bench.services.restore()).isEmpty();

            assertThat(Bench.lives(pid)).isFalse();
        }
    }

    @Test
    void isRestartedForTheRunAndRunsItsOwnCommandAfterwards() throws Exception {
        Process byHand = startByHand();
        try (var bench = new Bench(program())) {
            bench.services.remember(PROGRAM);

            bench.ensure();
            assertThat(Bench.lives(byHand.pid())).isFalse();
            assertThat(commandOf(bench)).contains("sleep 60; : " + word);

            assertThat(bench.services.restore()).isEmpty();
            assertThat(commandOf(bench)).containsExactly("sh", "-c", "sleep 50; : " + word);
            assertThat(Bench.table().workingDirectory(Bench.row(bench.pid()).orElseThrow()))
                    .contains(directory.toRealPath());
        }
    }

    @Test
    void isRestartedOnceAndNotAgainWhenATestEnsuresIt() throws Exception {
        startByHand();
        try (var bench = new Bench(program())) {
            bench.services.remember(PROGRAM);
            bench.ensure();
            long pid = bench.pid();

            bench.ensure();

            assertThat(bench.pid()).isEqualTo(pid);
        }
    }

    @Test
    void isAdoptedIfThePlanSaysSoAndLeftAlone() throws Exception {
        Process byHand = startByHand();
        try (var bench = new Bench(program().running(Running.ADOPT))) {
            bench.services.remember(PROGRAM);

            bench.ensure();
            assertThat(bench.pid()).isEqualTo(byHand.pid());

            assertThat(bench.services.restore()).isEmpty();
            assertThat(bench.pid()).isEqualTo(byHand.pid());
        }
    }

    @Test
    void isStartedAgainIfATestKilledIt() throws Exception {
        startByHand();
        try (var bench = new Bench(program().running(Running.ADOPT))) {
            bench.services.remember(PROGRAM);
            bench.ensure();
            bench.kill();

            assertThat(bench.services.restore()).isEmpty();

            assertThat(commandOf(bench)).containsExactly("sh", "-c", "sleep 50; : " + word);
        }
    }

    @Test
    void isRefusedIfThePlanSaysSo() throws Exception {
        Process byHand = startByHand();
        try (var bench = new Bench(program().running(Running.REFUSE))) {
            assertFails(bench::ensure, ErrorClass.CONFIG, "runs already as pid [" + byHand.pid());

            assertThat(byHand.isAlive()).isTrue();
        }
    }

    @Test
    void isWhatItWasThoughTheAgentWasRestartedMeanwhile() throws Exception {
        startByHand();
        List<String> notes;
        try (var bench = new Bench(program())) {
            bench.services.remember(PROGRAM);
            bench.ensure();
            notes = bench.notes();
            bench.services.close();
            try (var next = new Bench(program(), new Permissive(), notes)) {
                next.services.remember(PROGRAM);
                next.ensure();

                assertThat(next.services.restore()).isEmpty();

                assertThat(commandOf(next)).containsExactly("sh", "-c", "sleep 50; : " + word);
            }
            await().until(() -> bench.tree().isEmpty());
        }
    }

    @Test
    void belongsToTheServiceOnlyIfItsUserIsThatOfThePlan() throws Exception {
        String own = ProcessHandle.current().info().user().orElseThrow();
        Process found = startByHand();
        try (var ours = new Bench(program().user(own));
                var others = new Bench(program().user("not-" + own))) {
            assertThat(ours.tree().orElseThrow().root().pid()).isEqualTo(found.pid());
            assertThat(others.tree()).isEmpty();
        } finally {
            found.destroyForcibly();
        }
    }
}
