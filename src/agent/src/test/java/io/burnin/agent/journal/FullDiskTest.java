package io.burnin.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a real file system that is filled by somebody else. */
@Timeout(60)
class FullDiskTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Assignment ASSIGNMENT =
            new Assignment("run-1", 7, 3, "t", "p", 1, "", "smoke", Map.of(), List.of(), START, 60);
    private static final int KEEP_FREE = 512 << 10;
    private static final Limits LIMITS = new Limits(1 << 20, KEEP_FREE);

    @TempDir
    Path folder;

    private TinyDisk disk;
    private Journal journal;
    private JournalRecorder recorder;

    @BeforeEach
    void start() throws IOException {
        disk = TinyDisk.mount(folder.resolve("disk"), 2 << 20);
        journal = Journal.create(disk.folder().resolve("journal"), ASSIGNMENT, LIMITS);
        recorder = new JournalRecorder(journal, SystemRunClock.start());
        await().until(() -> disk.folder().resolve("reserve").toFile().length() == LIMITS.reserve());
    }

    @AfterEach
    void stop() throws IOException {
        if (disk != null) {
            recorder.close();
            journal.close();
            disk.close();
        }
    }

    @Test
    void writesNoReadingsIntoTheRoomThatIsToBeKeptFree() throws IOException {
        disk.fillExcept(KEEP_FREE / 2);

        readings(25_000);
        recorder.write(event("a step's outcome"));

        assertThat(recorded(RunRecord.Samples.class)).isEmpty();
        assertThat(recorded(RunRecord.Event.class)).hasSize(1);
    }

    @Test
    void tellsOfTheGapWhenThereIsRoomAgain() throws IOException {
        disk.fill();
        readings(25_000);
        Instant full = Instant.now();

        disk.free();
        readings(10);
        recorder.flush();

        assertThat(recorded(RunRecord.Gap.class)).singleElement().satisfies(gap -> {
            assertThat(gap.lost()).isEqualTo(1);
            assertThat(gap.reason()).contains("was full", "readings were not kept");
            assertThat(gap.from()).isBefore(gap.at());
            assertThat(gap.at()).isBeforeOrEqualTo(full.plusSeconds(1));
        });
        assertThat(recorded(RunRecord.Samples.class)).isNotEmpty();
    }

    /** First the room that was set aside, then the journal's own last page, then nothing is left. */
    @Test
    void letsNoStepActThatItCannotWriteDown() throws IOException {
        disk.fill();

        int written = intendUntilRefused();

        assertThat(written).as("into the reserve").isGreaterThan(100);
        assertThat(recorded(StepIntended.class)).hasSize(written);
        assertThatThrownBy(() -> recorder.write(intended("no shorter than what was refused")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void letsStepsThatPutRightActAndWritesThemDownLater() throws IOException {
        disk.fill();
        int before = intendUntilRefused();

        recorder.write(intended("finally/0"));
        recorder.write(ended("finally/0"));
        recorder.note("services", "started it");
        assertThat(recorder.isWritten()).isFalse();
        disk.free();
        recorder.write(intended("steps/7"));

        assertThat(recorder.isWritten()).isTrue();
        assertThat(recorded(StepIntended.class).subList(before, before + 2))
                .extracting(StepIntended::step)
                .containsExactly("finally/0", "steps/7");
        assertThat(recorded(StepEnded.class)).hasSize(1);
        recorder.close();
        journal.close();
        Journal.Opened opened = Journal.open(disk.folder().resolve("journal"), LIMITS);
        opened.journal().close();
        assertThat(opened.replay().remembered().notesOf("services")).containsExactly("started it");
    }

    /** Nothing follows the end of a run, so what there is no room for then is a gap before it. */
    @Test
    void endsARunOnAFullDiskWithAGap() throws IOException {
        disk.fill();
        intendUntilRefused();
        readings(50);
        recorder.write(new RunRecord.RunEnded(START, RunRecord.RunEnded.Outcome.FINISHED, Optional.empty(), "", ""));

        disk.free();
        recorder.close();

        List<RunRecord> records = recorded(RunRecord.class);
        assertThat(records.getLast()).isInstanceOf(RunRecord.RunEnded.class);
        assertThat(records.get(records.size() - 2)).isInstanceOf(RunRecord.Gap.class);
    }

    private int intendUntilRefused() {
        for (int written = 0; ; written++) {
            try {
                recorder.write(intended("steps/" + written));
            } catch (UncheckedIOException full) {
                return written;
            }
        }
    }

    private void readings(int samples) {
        var series = SeriesKey.of("some.metric");
        for (int i = 0; i < samples; i += 50) {
            recorder.reading(
                    "probe",
                    new Reading(
                            IntStream.range(0, 50)
                                    .mapToObj(value -> new Reading.Sample(series, START, value))
                                    .toList(),
                            List.of(),
                            List.of(),
                            Optional.of("checkpoint")));
        }
    }

    private <T extends RunRecord> List<T> recorded(Class<T> type) throws IOException {
        journal.sync();
        JournalReader reader = journal.readFrom(1);
        var records = new ArrayList<T>();
        for (var chunk = reader.next(100, 1 << 20); !chunk.isEmpty(); chunk = reader.next(100, 1 << 20)) {
            for (Line line : chunk.lines()) {
                RunRecord record = Wire.mapper().readValue(line.text(), RunRecord.class);
                if (type.isInstance(record)) {
                    records.add(type.cast(record));
                }
            }
        }
        return records;
    }

    private static RunRecord event(String text) {
        return new RunRecord.Event(START, "test", text, Map.of());
    }

    private static RunRecord intended(String place) {
        return new StepIntended(START, "test", 1, place, "service.kill", "kill it");
    }

    private static RunRecord ended(String place) {
        return new StepEnded(START, "test", 1, place, StepEnded.Outcome.OK, Optional.empty(), "", 1, Map.of());
    }
}
