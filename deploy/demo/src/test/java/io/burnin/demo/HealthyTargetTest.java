package io.burnin.demo;

import static io.burnin.demo.RunningTarget.Part.CORE;
import static io.burnin.demo.RunningTarget.Part.RELAY;
import static io.burnin.demo.RunningTarget.Part.WORKER;
import static io.burnin.demo.RunningTarget.always;
import static io.burnin.demo.RunningTarget.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With no fault on, the system works, and everything that can be seen of it fits together. */
class HealthyTargetTest {

    @TempDir
    Path root;

    @Test
    void completesEachJobOnceAndLeavesNothing() throws IOException {
        try (var target = new RunningTarget(root).start(RELAY, CORE, WORKER)) {
            List<String> ids = new ArrayList<>(target.submit(10));
            ids.add(submitByHand(target, "read_file", Json.object("path", "README.md")));
            ids.add(submitByHand(target, "list_files", Json.object("root", ".")));

            target.awaitCompleted(ids);
            for (String id : ids) {
                assertThat(target.begun(id)).isEqualTo(1);
            }
            eventually(() -> RunningTarget.list(target.home().jobs(), "*").isEmpty());
            assertThat(RunningTarget.list(target.home().results(), "*")).isEmpty();
            assertThat(target.failedReports()).isEmpty();
            assertThat(target.output(CORE)).doesNotContain("Lock timeout");
        }
    }

    private static String submitByHand(RunningTarget target, String kind, Map<String, Object> params)
            throws IOException {
        String mission = target.post("/api/missions", Json.object("title", "Test"))
                .body()
                .require("id");
        Map<String, Object> task = Json.object("name", kind, "kind", kind, "params", params);
        String taskId = target.post("/api/missions/%s/tasks".formatted(mission), task)
                .body()
                .require("id");
        return target.post("/api/tasks/%s/jobs".formatted(taskId), Json.object("payload", Json.object()))
                .body()
                .require("id");
    }

    @Test
    void handlesDroppedFilesWithoutACoreAndReportsThemAsNotTold() throws IOException {
        try (var target = new RunningTarget(root).start(WORKER)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ids.add("w-" + UUID.randomUUID());
                target.drop(ids.get(i) + ".job.json", RunningTarget.listing(ids.get(i)));
            }

            for (String id : ids) {
                eventually(() -> Files.exists(target.home().resultFile(id)));
                assertThat(target.begun(id)).isEqualTo(1);
            }
            eventually(() -> target.failedReports().size() == ids.size());
            assertThat(Files.readAllLines(target.failedReports().getFirst())).hasSize(2);
            assertThat(target.output(WORKER)).contains("[worker] 🚀 Starting event-driven mode (watchdog)");
        }
    }

    @Test
    void waitsForTheRestOfAPartialFileAndNeverReadsAByteOrderMark() throws IOException {
        try (var target = new RunningTarget(root).start(WORKER)) {
            String whole = RunningTarget.listing("a");
            target.drop("a.job.json", whole.substring(0, 20));
            target.drop("b.job.json", "\uFEFF" + RunningTarget.listing("b"));

            eventually(() -> target.output(WORKER).contains("Failed to read job file data/webrelay_out/b.job.json"));
            Files.writeString(target.home().jobFile("a"), whole.substring(20), StandardOpenOption.APPEND);
            eventually(() -> Files.exists(target.home().resultFile("a")));
            assertThat(target.begun("b")).isZero();
        }
    }

    @Test
    void answersASecondFileOfTheSameJobFromItsResult() throws IOException {
        try (var target = new RunningTarget(root).start(WORKER)) {
            target.drop("a.job.json", RunningTarget.listing("a"));
            eventually(() -> target.output(WORKER).contains("Done job a"));

            target.drop("a.job.json", RunningTarget.listing("a"));
            eventually(() -> target.output(WORKER).contains("♻ Returning cached result for job a"));
            assertThat(target.begun("a")).isEqualTo(1);
        }
    }

    /** As one that was killed leaves it, which had created the file and not yet written. */
    @Test
    void writesAResultThatIsNotWholeAgain() throws IOException {
        try (var target = new RunningTarget(root).start(WORKER)) {
            Files.createFile(target.home().resultFile("a"));
            target.drop("a.job.json", RunningTarget.listing("a"));

            eventually(() -> target.output(WORKER).contains("Done job a"));
            assertThat(target.home().resultFile("a")).isNotEmptyFile();
        }
    }

    @Test
    void takesOverAClaimOnceItIsStale() throws IOException {
        try (var target = new RunningTarget(root).start(WORKER)) {
            Files.createFile(JobFile.claimOf(target.home().jobFile("a")));
            target.drop("a.job.json", RunningTarget.listing("a"));

            eventually(() -> Files.exists(target.home().resultFile("a")));
            assertThat(target.output(WORKER)).contains("Stale claim detected: data/webrelay_out/a.job.json.claimed");
            assertThat(target.begun("a")).isEqualTo(1);
        }
    }

    @Test
    void followsTheHealthOfItsServicesAndCorrectsWhatContradictsIt() throws IOException {
        try (var target = new RunningTarget(root).start(CORE)) {
            assertThat(target.state()).isEqualTo(State.PAUSED);
            target.start(RELAY, WORKER);
            eventually(() -> target.state() == State.OPERATIONAL);

            target.kill(RELAY);
            eventually(() -> target.state() == State.DEGRADED);
            target.start(RELAY);
            eventually(() -> target.state() == State.OPERATIONAL);
            target.transitionTo(State.DEGRADED);
            assertThat(target.state()).isEqualTo(State.DEGRADED);
            eventually(() -> target.state() == State.OPERATIONAL);
            assertThat(target.transitions().gaps() + target.transitions().stalls())
                    .isZero();
        }
    }

    @Test
    void leavesAStateAloneThatWasChosenByHand() throws IOException {
        try (var target = new RunningTarget(root).start(RELAY, CORE, WORKER)) {
            eventually(() -> target.state() == State.OPERATIONAL);

            target.transitionTo(State.REFLECTIVE);
            always(Duration.ofSeconds(3), () -> target.state() == State.REFLECTIVE);
            assertThat(target.transitions().gaps() + target.transitions().stalls())
                    .isZero();
        }
    }

    @Test
    void letsTheRelayEndWithItsWrapper() throws IOException {
        try (var target = new RunningTarget(root).start(RELAY)) {
            target.process(RELAY).destroyForcibly().onExit().join();

            eventually(() -> !target.relayAnswers());
        }
    }

    @Test
    void isPausedByACleanStop() throws IOException {
        try (var target = new RunningTarget(root).start(CORE)) {
            target.transitionTo(State.OPERATIONAL);
            target.process(CORE).destroy();
            target.process(CORE).onExit().join();

            assertThat(target.transitions().readable().getLast().next()).isEqualTo(State.PAUSED);
            assertThat(Json.read(Files.readString(target.home().stateFile())).require("state"))
                    .isEqualTo("PAUSED");
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() throws IOException {
        try (var target = new RunningTarget(root).start(CORE)) {
            assertThat(target.get("/health").status()).isEqualTo(404);
            assertThat(target.get("/api/jobs/unknown").status()).isEqualTo(404);
            var seed = target.post("/api/missions/agent-plan", Json.object("title", "Test"));
            assertThat(seed.status()).isEqualTo(400);
            assertThat(seed.body().text("detail")).contains("Missing user_prompt");
            assertThat(target.post("/api/system/state/transition", Json.object("next_state", "DEGRADED"))
                            .status())
                    .isEqualTo(400);
            var early = target.transitionTo(State.DEGRADED);
            assertThat(early.status()).isEqualTo(400);
            assertThat(early.body().text("detail")).contains("transition not allowed: PAUSED -> DEGRADED");
            var untyped = target.request("/api/system/state/transition")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"state\":\"OPERATIONAL\",\"reason\":\"test\"}"));
            assertThat(target.send(untyped).status()).isEqualTo(422);
            assertThat(target.home().transitionLog()).doesNotExist();
        }
    }
}
