package io.burnin.demo;

import static io.burnin.demo.RunningTarget.Part.CORE;
import static io.burnin.demo.RunningTarget.Part.RELAY;
import static io.burnin.demo.RunningTarget.Part.WORKER;
import static io.burnin.demo.RunningTarget.always;
import static io.burnin.demo.RunningTarget.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault does what it is named for, seen from outside. The switch leaves no fault out. */
class FaultTest {

    private static final Duration A_WHILE = Duration.ofMillis(700);

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void showsFromOutside(Fault fault) throws Exception {
        switch (fault) {
            case DUPLICATE_JOBS -> executesOneOfTwoJobsTwice();
            case LOST_JOBS -> losesOneOfTwoJobs();
            case STALE_CLAIMS -> leavesClaims("stale-claims=1", 3);
            case MANY_STALE_CLAIMS -> leavesClaims("many-stale-claims=1", 8);
            case SLOW_JOBS -> takesBetween("slow-jobs=1", Duration.ofMillis(650), Duration.ofMillis(1299));
            case VERY_SLOW_JOBS -> takesBetween("very-slow-jobs=1", Duration.ofMillis(1300), Duration.ofSeconds(10));
            case LOCK_CONTENTION -> timesOut("lock-contention=2", State.OPERATIONAL);
            case HEAVY_LOCK_CONTENTION -> timesOut("heavy-lock-contention=2", State.DEGRADED);
            case CORRUPT_STATE -> breaksTheStateFile();
            case TORN_LOG_LINE -> tearsALine();
            case DUPLICATE_TRANSITION -> logsATransitionTwice();
            case MISSING_TRANSITION -> neverLogsATransition();
            case LOST_NOTIFICATIONS -> losesANotification("lost-notifications=1");
            case MANY_LOST_NOTIFICATIONS -> losesANotification("many-lost-notifications=1");
            case WORKER_CRASH -> diesOnce();
            case MEMORY_LEAK -> leaksMemory();
            case HANDLE_LEAK -> leaksHandles();
            case BUSY_IDLE -> burns();
            case NO_RECOVERY -> startsEveryOtherTimeOnly();
            case WEDGED -> looksWellAndDoesNothing();
            case REJECTING -> refusesPosts();
            case SURVIVOR -> outlivesItsWrapper();
            case POLLING_MODE -> polls();
            case SILENT_NOTIFICATIONS -> savesNoReport();
            case NO_SYNC_AFTER_RESTART -> takesNoOldResult();
            case IGNORES_UNCLAIMED -> ignoresWhatLay();
            case FORGETS_STATE -> beginsAfresh();
            case WORKER_DIES_WITHOUT_CORE -> diesWithoutCore();
        }
    }

    private void executesOneOfTwoJobsTwice() throws IOException {
        try (var target = new RunningTarget(root, "duplicate-jobs=2").start(CORE, WORKER)) {
            List<String> ids = target.submit(2);

            target.awaitCompleted(ids);
            assertThat(target.begun(ids.get(0)) + target.begun(ids.get(1))).isEqualTo(3);
        }
    }

    /** Which of the two is not said: files of the same clock tick are handled in the order of their names. */
    private void losesOneOfTwoJobs() throws IOException {
        try (var target = new RunningTarget(root, "lost-jobs=2").start(CORE, WORKER)) {
            List<String> ids = target.submit(2);

            eventually(() -> RunningTarget.list(target.home().jobs(), "*").isEmpty());
            eventually(() -> open(target, ids).size() == 1);
            String lost = open(target, ids).getFirst();
            always(A_WHILE, () -> target.statusOf(lost).equals("working"));
            assertThat(target.begun(lost)).isZero();
        }
    }

    private static List<String> open(RunningTarget target, List<String> ids) throws IOException {
        List<String> open = new ArrayList<>();
        for (String id : ids) {
            if (!target.statusOf(id).equals("completed")) {
                open.add(id);
            }
        }
        return open;
    }

    private void leavesClaims(String fault, int count) throws IOException {
        try (var target = new RunningTarget(root, fault).start(CORE, WORKER)) {
            target.awaitCompleted(target.submit(count + 2));

            eventually(() -> target.claims().size() == count);
            assertThat(RunningTarget.list(target.home().jobs(), "*.job.json")).isEmpty();
        }
    }

    private void takesBetween(String fault, Duration shortest, Duration longest) throws IOException {
        try (var target = new RunningTarget(root, fault).start(CORE, WORKER)) {
            List<String> ids = target.submit(3);

            target.awaitCompleted(ids);
            List<Duration> durations = new ArrayList<>();
            for (String id : ids) {
                durations.add(target.durationOf(id));
            }
            // A host that is short of time makes some longer, and none shorter.
            assertThat(Collections.min(durations)).isBetween(shortest, longest);
        }
    }

    private void timesOut(String fault, State next) throws IOException {
        try (var target = new RunningTarget(root, fault).start(CORE)) {
            target.transitionTo(State.OPERATIONAL);
            target.transitionTo(next);
            target.transitionTo(next);
            target.transitionTo(next);

            assertThat(target.output(CORE).lines().filter(line -> line.contains("Lock timeout")))
                    .isNotEmpty()
                    .allMatch("Lock timeout on runtime/system_state.json, writing anyway (best-effort)"::equals);
            assertThat(target.transitions().gaps()).isZero();
        }
    }

    private void breaksTheStateFile() throws IOException {
        try (var target = new RunningTarget(root, "corrupt-state=1").start(CORE)) {
            target.submit();
            eventually(() -> {
                target.transitionTo(State.OPERATIONAL);
                return isBroken(target.home().stateFile());
            });

            assertThat(target.state()).isEqualTo(State.OPERATIONAL);
            target.transitionTo(State.DEGRADED);
            assertThat(isBroken(target.home().stateFile())).isTrue();
        }
    }

    private static boolean isBroken(Path file) throws IOException {
        try {
            Json.read(Files.readString(file));
            return false;
        } catch (JsonException broken) {
            return true;
        }
    }

    private void tearsALine() throws IOException {
        try (var target = new RunningTarget(root, "torn-log-line=1").start(CORE)) {
            target.transitionTo(State.OPERATIONAL);
            target.transitionTo(State.OPERATIONAL);
            target.transitionTo(State.OPERATIONAL);

            assertThat(target.transitions().broken()).isEqualTo(2);
            assertThat(target.transitions().readable()).hasSize(3);
            assertThat(target.transitions().gaps()).isZero();
        }
    }

    private void logsATransitionTwice() throws IOException {
        try (var target = new RunningTarget(root, "duplicate-transition=1").start(CORE)) {
            target.transitionTo(State.OPERATIONAL);
            target.transitionTo(State.OPERATIONAL);
            target.transitionTo(State.OPERATIONAL);

            assertThat(target.transitions().repeatedIds()).isEqualTo(2);
            assertThat(target.transitions().stalls()).isZero();
        }
    }

    private void neverLogsATransition() throws IOException {
        try (var target = new RunningTarget(root, "missing-transition=2").start(CORE)) {
            target.transitionTo(State.OPERATIONAL);
            target.transitionTo(State.DEGRADED);
            String stored = Files.readString(target.home().stateFile());
            target.transitionTo(State.OPERATIONAL);

            assertThat(target.transitions().gaps()).isEqualTo(1);
            String missing =
                    Json.read(stored).object("last_transition").orElseThrow().require("event_id");
            assertThat(target.transitions().ids()).doesNotContain(missing);
        }
    }

    private void losesANotification(String fault) throws IOException {
        try (var target = new RunningTarget(root, fault).start(CORE, WORKER)) {
            List<String> ids = target.submit(1);

            target.awaitCompleted(ids);
            eventually(() -> target.failedReports().size() == 1);
            assertThat(target.failedReports().getFirst().getFileName())
                    .hasToString(ids.getFirst() + ".failed_notify.txt");
        }
    }

    private void diesOnce() throws IOException {
        try (var target = new RunningTarget(root, "worker-crash=1").start(CORE).launch(WORKER)) {
            target.submit();
            assertThat(target.process(WORKER).onExit().join().exitValue()).isEqualTo(1);

            target.start(WORKER);
            target.awaitCompleted(target.submit(1));
            assertThat(target.claims()).isEmpty();
        }
    }

    private void leaksMemory() throws IOException {
        assumeProc();
        try (var target = new RunningTarget(root, "memory-leak=20").start(WORKER)) {
            long before = residentPages(target.process(WORKER));

            eventually(() -> residentPages(target.process(WORKER)) > before + 5_000);
        }
    }

    /** Where there is none, the JDK alone cannot look into another process. */
    private static void assumeProc() {
        assumeThat(Path.of("/proc/self/statm")).exists();
    }

    private static long residentPages(Process process) throws IOException {
        String statm = Files.readString(Path.of("/proc/%d/statm".formatted(process.pid())));
        return Long.parseLong(statm.split(" ")[1]);
    }

    private void leaksHandles() throws IOException {
        assumeProc();
        try (var target = new RunningTarget(root, "handle-leak=50").start(WORKER)) {
            int before = handles(target.process(WORKER));

            eventually(() -> handles(target.process(WORKER)) > before + 50);
        }
    }

    private static int handles(Process process) throws IOException {
        return RunningTarget.list(Path.of("/proc/%d/fd".formatted(process.pid())), "*")
                .size();
    }

    private void burns() throws IOException {
        try (var target = new RunningTarget(root, "busy-idle=50").start(WORKER)) {
            Duration before = cpu(target.process(WORKER));

            eventually(() -> cpu(target.process(WORKER)).minus(before).toMillis() > 1000);
        }
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private void startsEveryOtherTimeOnly() throws IOException {
        try (var target = new RunningTarget(root, "no-recovery").start(RELAY, CORE)) {
            for (RunningTarget.Part part : List.of(RELAY, CORE)) {
                target.kill(part);
                target.launch(part);

                assertThat(target.process(part).onExit().join().exitValue()).isEqualTo(1);
                target.start(part);
            }
        }
    }

    private void looksWellAndDoesNothing() throws IOException {
        try (var target = new RunningTarget(root, "wedged=3").start(RELAY, CORE, WORKER)) {
            eventually(() -> target.state() == State.OPERATIONAL);
            target.awaitCompleted(target.submit(1));
            eventually(() -> acted(target, Fault.WEDGED));

            String id = target.submit();
            always(A_WHILE, () -> target.statusOf(id).equals("working") && target.state() == State.OPERATIONAL);
            assertThat(target.process(WORKER).isAlive()).isTrue();
        }
    }

    private static boolean acted(RunningTarget target, Fault fault) throws IOException {
        return Files.readString(target.home().deeds().resolve("worker.jsonl"))
                .contains("\"fault\":\"%s\"".formatted(fault.label()));
    }

    private void refusesPosts() throws IOException {
        try (var target = new RunningTarget(root, "rejecting=1").start(CORE)) {
            target.submit();
            eventually(() -> target.transitionTo(State.OPERATIONAL).status() == 400);

            assertThat(target.post("/api/missions/agent-plan", Json.object("user_prompt", "Test"))
                            .status())
                    .isEqualTo(400);
            assertThat(target.get("/api/system/state").status()).isEqualTo(200);
        }
    }

    private void outlivesItsWrapper() throws IOException {
        try (var target = new RunningTarget(root, "survivor").start(RELAY)) {
            target.process(RELAY).destroyForcibly().onExit().join();

            always(A_WHILE, target::relayAnswers);
        }
    }

    private void polls() throws IOException {
        try (var target = new RunningTarget(root, "polling-mode").start(CORE, WORKER)) {
            target.awaitCompleted(target.submit(2));

            assertThat(target.output(WORKER))
                    .contains("⚠ Running in legacy polling mode")
                    .doesNotContain("event-driven");
        }
    }

    private void savesNoReport() throws IOException {
        try (var target = new RunningTarget(root, "silent-notifications").start(WORKER)) {
            target.drop("a.job.json", RunningTarget.listing("a"));

            eventually(() -> target.output(WORKER).contains("Failed to notify Core for a after retries"));
            always(Duration.ofMillis(300), () -> target.failedReports().isEmpty());
        }
    }

    private void takesNoOldResult() throws IOException {
        try (var target = new RunningTarget(root, "no-sync-after-restart").start(CORE)) {
            String old = target.submit();
            target.kill(CORE);
            target.start(CORE, WORKER);

            target.awaitCompleted(target.submit(1));
            always(A_WHILE, () -> target.statusOf(old).equals("working"));
            assertThat(target.home().resultFile(old)).exists();
        }
    }

    private void ignoresWhatLay() throws IOException {
        try (var target = new RunningTarget(root, "ignores-unclaimed").start(CORE, WORKER)) {
            target.kill(WORKER);
            String old = target.submit();
            target.start(WORKER);
            eventually(() -> acted(target, Fault.IGNORES_UNCLAIMED));

            target.awaitCompleted(target.submit(1));
            always(A_WHILE, () -> target.statusOf(old).equals("working"));
        }
    }

    private void beginsAfresh() throws IOException {
        try (var target = new RunningTarget(root, "forgets-state").start(CORE)) {
            target.transitionTo(State.OPERATIONAL);
            target.kill(CORE);
            target.start(CORE);
            assertThat(target.state()).isEqualTo(State.PAUSED);

            target.transitionTo(State.OPERATIONAL);
            assertThat(target.transitions().gaps()).isEqualTo(1);
        }
    }

    private void diesWithoutCore() throws IOException {
        try (var target = new RunningTarget(root, "worker-dies-without-core=500")
                .start(CORE)
                .start(WORKER)) {
            target.awaitCompleted(target.submit(1));
            target.kill(CORE);

            assertThat(target.process(WORKER).onExit().join().exitValue()).isEqualTo(1);
        }
    }
}
