package io.burnin.demo;

import static io.burnin.demo.RunningTarget.Part.CORE;
import static io.burnin.demo.RunningTarget.Part.RELAY;
import static io.burnin.demo.RunningTarget.Part.WORKER;
import static io.burnin.demo.RunningTarget.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed at any moment and started again, the system goes on as if it had only been slow. */
class KillTest {

    private static final List<List<RunningTarget.Part>> VICTIMS =
            List.of(List.of(CORE), List.of(WORKER), List.of(CORE, WORKER), List.of(RELAY, CORE, WORKER));

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void losesNothingAndRepeatsOnlyWhatWasInterrupted(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        try (var target = new RunningTarget(root).start(RELAY, CORE, WORKER)) {
            List<String> jobs = new ArrayList<>();
            List<String> transitions = new ArrayList<>();
            eventually(() -> target.state() == State.OPERATIONAL);

            for (List<RunningTarget.Part> victims : VICTIMS) {
                Thread load = Thread.ofPlatform().start(() -> load(target, jobs, transitions));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(50, 600));
                RunningTarget.Part[] parts = victims.toArray(RunningTarget.Part[]::new);
                target.kill(parts);
                load.interrupt();
                load.join();
                target.start(parts);
            }

            target.awaitCompleted(jobs);
            eventually(() -> target.state() == State.OPERATIONAL);
            eventually(() -> RunningTarget.list(target.home().jobs(), "*").isEmpty());
            assertThat(jobs).as("seed %d", seed).isNotEmpty();
            TransitionLines log = target.transitions();
            assertThat(log.broken() + log.repeatedIds() + log.gaps() + log.stalls())
                    .as("seed %d", seed)
                    .isZero();
            assertThat(log.ids()).as("seed %d", seed).containsAll(transitions);
            JsonObject stored = Json.read(Files.readString(target.home().stateFile()));
            assertThat(stored.object("last_transition").orElseThrow().require("event_id"))
                    .isEqualTo(log.ids().getLast());
            assertThat(repeated(target, jobs)).as("seed %d", seed).isLessThanOrEqualTo(takenOver(target));
        }
    }

    /** Submits and transits until interrupted or until nobody answers, and remembers what was acknowledged. */
    private static void load(RunningTarget target, List<String> jobs, List<String> transitions) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                jobs.add(target.submit());
                transitions.add(target.transitionTo(State.OPERATIONAL)
                        .body()
                        .object("event")
                        .orElseThrow()
                        .require("event_id"));
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (IOException | InterruptedException | IllegalStateException killed) {
            // What was not acknowledged is not expected.
        }
    }

    private static long repeated(RunningTarget target, List<String> jobs) throws IOException {
        long repeated = 0;
        for (String job : jobs) {
            repeated += target.begun(job) - 1;
        }
        return repeated;
    }

    private static long takenOver(RunningTarget target) throws IOException {
        return target.output(WORKER)
                .lines()
                .filter(line -> line.startsWith("Stale claim detected"))
                .count();
    }
}
