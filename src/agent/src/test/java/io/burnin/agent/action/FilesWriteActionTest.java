package io.burnin.agent.action;

import static io.burnin.agent.action.HttpRequestActionTest.assertFails;
import static io.burnin.agent.action.Stage.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.action.Stage.Submitted;
import io.burnin.agent.http.Answer;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.plan.Step;
import io.burnin.plan.Step.Arrivals;
import io.burnin.plan.Step.Arrivals.Shape;
import io.burnin.plan.Step.Content;
import io.burnin.plan.Step.Pace;
import io.burnin.plan.Step.Stages;
import io.burnin.plan.Template;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("what it measures takes no longer because of others")
class FilesWriteActionTest {

    private static final Content JSON =
            new Content.Inline(new Template("{\"job_id\":\"w-${uuid}\",\"n\":\"${n}\"}"), true);
    private static final Map<String, Template> LEDGER = Map.of("burst", new Template("w-${uuid}"));

    @TempDir
    Path folder;

    private Step.FilesWrite write(Pace pace, Content content, boolean bom, Optional<Stages> stages) {
        return new Step.FilesWrite(
                PLAIN, new Template(folder + "/w-${uuid}.job.json"), pace, content, bom, stages, LEDGER);
    }

    private static Pace burst(int count, Duration interval) {
        return new Pace.Burst(count, interval);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void writesABurstWhosePathContentAndLedgerShareTheId() throws Exception {
        try (var stage = new Stage()) {
            Map<String, String> facts =
                    stage.perform(write(burst(10, Duration.ofMillis(20)), JSON, false, Optional.empty()), "watchdog");

            assertThat(facts).containsEntry("files", "10");
            assertThat(files()).hasSize(10);
            for (Path file : files()) {
                String id =
                        new Answer(200, Files.readString(file)).at("/job_id").orElseThrow();
                assertThat(file).hasFileName(id + ".job.json");
                assertThat(stage.submitted).extracting(Submitted::id).contains(id);
            }
            List<Instant> intended =
                    stage.submitted.stream().map(Submitted::intended).sorted().toList();
            for (int i = 0; i < 10; i++) {
                assertThat(Duration.between(intended.getFirst(), intended.get(i)))
                        .isEqualTo(Duration.ofMillis(20L * i));
            }
            assertThat(stage.submitted).extracting(Submitted::origin).containsOnly("watchdog");
        }
    }

    @Test
    void putsAByteOrderMarkInFrontIfAsked() throws Exception {
        try (var stage = new Stage()) {
            stage.perform(write(burst(1, Duration.ZERO), JSON, true, Optional.empty()));

            assertThat(Files.readAllBytes(files().getFirst()))
                    .startsWith((byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) '{');
        }
    }

    @Test
    void copiesAFile(@TempDir Path elsewhere) throws Exception {
        Path source = Files.write(elsewhere.resolve("source"), new byte[] {1, 2, 3, 0, (byte) 0xFF});
        try (var stage = new Stage()) {
            stage.perform(
                    write(burst(2, Duration.ZERO), new Content.CopyOf(source.toString()), false, Optional.empty()));

            assertThat(files()).hasSize(2).allSatisfy(file -> assertThat(file).hasSameBinaryContentAs(source));
        }
    }

    @Test
    void showsAHalfWrittenFileBeforeItIsComplete() throws Exception {
        var stages = new Stages(50, Duration.ofMillis(600), Stages.Then.COMPLETE);
        var content = new Content.Inline(new Template("0123456789"), false);
        try (var stage = new Stage()) {
            Thread writing = Thread.ofVirtual().start(() -> performQuietly(stage, content, stages));

            await().until(() ->
                    files().size() == 1 && Files.readString(files().getFirst()).equals("01234"));
            writing.join();

            assertThat(files().getFirst()).hasContent("0123456789");
        }
    }

    @Test
    void renamesAFileOnceItIsWhole() throws Exception {
        var stages = new Stages(30, Duration.ofMillis(600), Stages.Then.RENAME);
        var content = new Content.Inline(new Template("0123456789"), false);
        try (var stage = new Stage()) {
            Thread writing = Thread.ofVirtual().start(() -> performQuietly(stage, content, stages));

            await().until(() ->
                    files().size() == 1 && files().getFirst().toString().endsWith(".job.json.tmp"));
            writing.join();

            assertThat(files()).singleElement().satisfies(file -> {
                assertThat(file.toString()).endsWith(".job.json");
                assertThat(file).hasContent("0123456789");
            });
        }
    }

    private void performQuietly(Stage stage, Content content, Stages stages) {
        try {
            stage.perform(write(burst(1, Duration.ZERO), content, false, Optional.of(stages)));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void writesAsArrivalsComeUntilTheOccurrenceEnds() throws Exception {
        var arrivals = new Pace.Continuous(new Arrivals(20, Shape.CONSTANT, Duration.ZERO));
        try (var stage = new Stage()) {
            stage.perform(write(arrivals, JSON, false, Optional.empty()), Duration.ZERO, Duration.ofMillis(500));

            assertThat(files()).hasSize(10);
        }
    }

    @Test
    void failsWhereTheFolderIsMissing() throws Exception {
        Path missing = folder.resolve("missing");
        var step = new Step.FilesWrite(
                PLAIN,
                new Template(missing + "/${uuid}"),
                burst(3, Duration.ZERO),
                JSON,
                false,
                Optional.empty(),
                LEDGER);
        try (var stage = new Stage()) {
            assertFails(() -> stage.perform(step), ErrorClass.CONFIG, "the folder of " + missing);

            assertThat(stage.submitted).isEmpty();
        }
    }

    @Test
    void writesNothingThatThePolicyRefuses() throws Exception {
        try (var stage = new Stage(new RulesPolicy(Rules.NONE), List.of())) {
            assertFails(
                    () -> stage.perform(write(burst(3, Duration.ZERO), JSON, false, Optional.empty())),
                    ErrorClass.CONFIG,
                    "does not allow writing");

            assertThat(files()).isEmpty();
        }
    }
}
