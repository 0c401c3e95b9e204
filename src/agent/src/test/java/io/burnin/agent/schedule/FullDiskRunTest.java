package io.burnin.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.action.StepContext;
import io.burnin.agent.journal.TinyDisk;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose journal lies on a disk that somebody else fills while harm is in effect. */
class FullDiskRunTest {

    @TempDir
    Path folder;

    @Test
    void undoesHarmWithoutRoomBeginsNoOtherStepAndGoesOnWhenThereIsRoom() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(folder.resolve("disk"), 2 << 20)) {
            var rig = new Rig(disk.folder().resolve("journal"), RunExecutorTest.PLAN, 10);
            rig.target.setValue("app_answers.ok", 1);
            rig.target.during("outage 1 steps/1 ", context -> fill(disk, context));
            rig.target.during("outage 1 finally/0 ", context -> free(disk));

            Optional<RunEnded> ended = rig.live();

            assertThat(ended)
                    .get()
                    .extracting(RunEnded::outcome, RunEnded::targetDirty)
                    .containsExactly(RunEnded.Outcome.FINISHED, "");
            assertThat(rig.target.acts("outage 1"))
                    .containsExactly(
                            "outage 1 steps/0 POST http://localhost:2/",
                            "outage 1 steps/1 kill app",
                            "outage 1 finally/0 ensure app");
            assertThat(end(rig, "outage").status()).isEqualTo(OccurrenceStatus.ERROR);
            assertThat(end(rig, "outage").errorClass()).contains(ErrorClass.INFRA);
            assertThat(end(rig, "outage").reason()).contains("not begun", "cannot be written");
            assertThat(end(rig, "other-outage").status()).isEqualTo(OccurrenceStatus.FINISHED);
            assertThat(rig.records(RunRecord.StepEnded.class))
                    .as("what waited in memory")
                    .extracting(RunRecord.StepEnded::step)
                    .contains("steps/1", "finally/0");
            assertThat(rig.records().getLast()).isEqualTo(ended.get());
        }
    }

    private static OccurrenceEnded end(Rig rig, String test) throws IOException {
        return rig.records(OccurrenceEnded.class).stream()
                .filter(ended -> ended.test().equals(test))
                .findFirst()
                .orElseThrow();
    }

    /** The last page of the journal, too, which a full disk leaves to it. */
    private static void fill(TinyDisk disk, StepContext context) {
        try {
            disk.fill();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        for (int i = 0; i < 100; i++) {
            context.recorder().note("filler", Integer.toString(i).repeat(40));
        }
    }

    private static void free(TinyDisk disk) {
        try {
            disk.free();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
