package io.burnin.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Assignment ASSIGNMENT = new Assignment(
            "run-1",
            7,
            3,
            "staging",
            "some-plan",
            2,
            "plan: some-plan\n# with ümläuts\n",
            "smoke",
            Map.of("home", new ParameterValue.Text("/srv"), "start", new ParameterValue.Words(List.of("a", "b c"))),
            List.of(),
            START,
            60);

    /** So small that a journal consists of many files; nobody keeps it within them here. */
    private static final Limits SMALL_FILES = new Limits(0, 0);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @Test
    void givesBackTheAssignmentWithItsParameters() throws IOException {
        Journal.create(file(), ASSIGNMENT).close();

        Journal.Opened opened = Journal.open(file());

        assertThat(opened.replay()).isEqualTo(Replay.ofNew(ASSIGNMENT));
        opened.journal().close();
    }

    /** Whatever is written in whatever order, closed and opened anywhere in between: all of it is there, numbered from 1. */
    @Test
    void givesBackWhatWasWritten() throws IOException {
        for (long seed = 0; seed < 40; seed++) {
            var random = new SplittableRandom(seed);
            Path file = folder.resolve("journal-" + seed);
            var written = new Written();
            Limits limits = random.nextBoolean() ? Limits.DEFAULT : SMALL_FILES;
            Journal journal = Journal.create(file, ASSIGNMENT, limits);

            for (int i = 0; i < 60; i++) {
                written.oneMore(journal, random);
                if (random.nextInt(10) == 0) {
                    journal.close();
                    journal = Journal.open(file, limits).journal();
                }
            }
            journal.close();
            Journal.Opened opened = Journal.open(file, limits);

            assertThat(linesOf(opened.journal(), 1, random)).as("seed %d", seed).isEqualTo(written.lines);
            assertThat(opened.replay().remembered().notes()).as("seed %d", seed).isEqualTo(written.notes);
            assertThat(opened.replay().remembered().checkpoints())
                    .as("seed %d", seed)
                    .isEqualTo(written.checkpoints);
            assertThat(opened.replay().acknowledged()).as("seed %d", seed).isEqualTo(written.acknowledged);
            assertThat(opened.replay().lastSeq()).as("seed %d", seed).isEqualTo(written.lines.size());
            opened.journal().close();
        }
    }

    /** A kill may end a write anywhere: each shorter file is a shorter journal, and goes on without a hole. */
    @Test
    void loosesOnlyTheFrameThatWasTorn() throws IOException {
        Journal journal = Journal.create(file(), ASSIGNMENT);
        var ends = new ArrayList<Long>(List.of(Files.size(file())));
        for (int i = 1; i <= 3; i++) {
            journal.write(START, event("number " + i));
            ends.add(Files.size(file()));
        }
        journal.close();
        byte[] whole = Files.readAllBytes(file());

        for (int length = Math.toIntExact(ends.getFirst()); length < whole.length; length++) {
            Path torn = folder.resolve("torn-" + length);
            Files.write(torn, java.util.Arrays.copyOf(whole, length));
            int cut = length;
            long complete = ends.stream().filter(end -> end <= cut).count() - 1;

            try (Journal reopened = Journal.open(torn).journal()) {
                assertThat(reopened.lastSeq()).as("cut to %d bytes", length).isEqualTo(complete);
                reopened.write(START, event("after the kill"));
                assertThat(linesOf(reopened, complete + 1, new SplittableRandom(1)))
                        .as("cut to %d bytes", length)
                        .singleElement()
                        .asString()
                        .contains("after the kill");
            }
        }
    }

    /** An artifact, its pieces, and that it was taken. */
    @Test
    void keepsWhatBelongsTogetherWholeOrNotAtAll() throws IOException {
        Journal journal = Journal.create(file(), ASSIGNMENT);
        long before = Files.size(file());
        journal.writeTogether(START, List.of(event("a"), event("b"), event("c")), "capture", "1 3");
        journal.close();
        byte[] whole = Files.readAllBytes(file());

        for (int length = Math.toIntExact(before); length <= whole.length; length++) {
            Path torn = folder.resolve("together-" + length);
            Files.write(torn, java.util.Arrays.copyOf(whole, length));
            boolean isWhole = length == whole.length;

            Journal.Opened opened = Journal.open(torn);

            assertThat(opened.replay().lastSeq()).as("%d bytes", length).isEqualTo(isWhole ? 3 : 0);
            assertThat(opened.replay().remembered().notesOf("capture"))
                    .as("%d bytes", length)
                    .isEqualTo(isWhole ? List.of("1 3") : List.of());
            opened.journal().close();
        }
    }

    @Test
    void doesNotTrustAFrameWhoseBytesChanged() throws IOException {
        try (Journal journal = Journal.create(file(), ASSIGNMENT)) {
            journal.write(START, event("first"));
            journal.write(START, event("second"));
        }
        long size = Files.size(file());
        for (long back = 1; back <= 20; back++) {
            Path damaged = folder.resolve("damaged-" + back);
            Files.copy(file(), damaged);
            flip(damaged, size - back);

            try (Journal reopened = Journal.open(damaged).journal()) {
                assertThat(reopened.lastSeq()).as("byte %d from the end", back).isEqualTo(1);
            }
        }
    }

    @Test
    void refusesAFileThatNamesNoRun() throws IOException {
        Files.write(file(), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> Journal.open(file()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names no run");
    }

    @Test
    void keepsReadingsAndTheirCheckpointTogether() throws IOException {
        Journal journal = Journal.create(file(), ASSIGNMENT);
        var series = SeriesKey.of("probe.count").with("origin", "a-test");
        try (var recorder = new JournalRecorder(journal, new Standing())) {
            recorder.reading("probe", reading(series, 2, "two"));
            recorder.reading("probe", reading(series, 1, "one"));
            recorder.note("probe", "a note");
        }
        journal.close();

        Journal.Opened opened = Journal.open(file());

        assertThat(opened.replay().remembered().checkpointOf("probe")).contains("one");
        assertThat(opened.replay().remembered().notesOf("probe")).containsExactly("a note");
        assertThat(linesOf(opened.journal(), 1, new SplittableRandom(0)))
                .containsExactly("{\"type\":\"samples\",\"metric\":\"probe.count\",\"labels\":{\"origin\":\"a-test\"},"
                        + "\"times\":[1772359201000,1772359202000],\"values\":[1.0,2.0]}");
        opened.journal().close();
    }

    @Test
    void tellsWhichStepsHaveNoOutcomeAndWhichHarmIsInEffect() throws IOException {
        try (Journal journal = Journal.create(file(), ASSIGNMENT)) {
            journal.write(START, new RunRecord.RunStarted(START, Map.of("host", "here")));
            journal.write(START, new RunRecord.OccurrenceStarted(START, "calm", 1, START));
            journal.write(START, intended("calm", "steps/0"));
            journal.write(
                    START,
                    new RunRecord.OccurrenceEnded(
                            START,
                            "calm",
                            1,
                            io.burnin.verdict.Evidence.OccurrenceStatus.FINISHED,
                            Optional.empty(),
                            ""));
            journal.write(START, new RunRecord.OccurrenceStarted(START, "harmful", 1, START));
            journal.write(START, new RunRecord.FaultBegan(START, "harmful", 1));
            journal.write(START, intended("harmful", "steps/0"));
            journal.write(
                    START,
                    new RunRecord.StepEnded(
                            START,
                            "harmful",
                            1,
                            "steps/0",
                            RunRecord.StepEnded.Outcome.OK,
                            Optional.empty(),
                            "",
                            1,
                            Map.of()));
            journal.write(START, intended("harmful", "steps/1"));
        }

        Journal.Opened opened = Journal.open(file());
        Replay replay = opened.replay();
        opened.journal().close();

        assertThat(replay.started()).isPresent();
        assertThat(replay.occurrences().get(new OccurrenceKey("calm", 1)).ended())
                .isTrue();
        Replay.OccurrenceTrace harmful = replay.occurrences().get(new OccurrenceKey("harmful", 1));
        assertThat(harmful.isInsideFault()).isTrue();
        assertThat(harmful.steps().get("steps/0").outcome()).contains(RunRecord.StepEnded.Outcome.OK);
        assertThat(harmful.steps().get("steps/1").outcome()).isEmpty();
    }

    private Path file() {
        return folder.resolve("journal");
    }

    private static RunRecord event(String text) {
        return new RunRecord.Event(START, "test", text, Map.of());
    }

    private static RunRecord intended(String test, String place) {
        return new RunRecord.StepIntended(START, test, 1, place, "wait", "");
    }

    private static Reading reading(SeriesKey series, int second, String checkpoint) {
        return new Reading(
                List.of(new Reading.Sample(series, START.plusSeconds(second), second)),
                List.of(),
                List.of(),
                Optional.of(checkpoint));
    }

    private static List<String> linesOf(Journal journal, long from, SplittableRandom random) throws IOException {
        journal.sync();
        var lines = new ArrayList<String>();
        JournalReader reader = journal.readFrom(from);
        while (true) {
            JournalReader.Chunk chunk = reader.next(random.nextInt(1, 6), random.nextInt(50, 2_000));
            if (chunk.isEmpty()) {
                return lines;
            }
            assertThat(chunk.firstSeq()).isEqualTo(from + lines.size());
            chunk.lines().forEach(line -> lines.add(line.text()));
            if (random.nextInt(5) == 0) {
                reader.moveTo(chunk.firstSeq());
                lines.subList(lines.size() - chunk.lines().size(), lines.size()).clear();
            }
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            int old = access.read();
            access.seek(offset);
            access.write(old ^ 0x10);
        }
    }

    /** A run's time that does not pass. */
    private static final class Standing implements RunClock {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant at(long nanos) {
            return START;
        }
    }

    /** What a journal must give back, kept the obvious way. */
    private static final class Written {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, List<String>> notes = new HashMap<>();
        private final Map<String, String> checkpoints = new HashMap<>();
        private long acknowledged;

        void oneMore(Journal journal, SplittableRandom random) throws IOException {
            String owner = "owner-" + random.nextInt(3);
            String text = "text " + random.nextLong() + " \u2028 \n \"ä\"";
            switch (random.nextInt(4)) {
                case 0 -> {
                    journal.write(START, event(text));
                    lines.add(Wire.mapper().writeValueAsString(event(text)));
                }
                case 1 -> {
                    journal.note(START, owner, text);
                    notes.computeIfAbsent(owner, key -> new ArrayList<>()).add(text);
                }
                case 2 -> {
                    List<RunRecord> records = java.util.stream.IntStream.range(0, random.nextInt(6))
                            .mapToObj(i -> event(text + i))
                            .toList();
                    journal.writeReadings(START, records, Map.of(owner, text));
                    for (RunRecord record : records) {
                        lines.add(Wire.mapper().writeValueAsString(record));
                    }
                    checkpoints.put(owner, text);
                }
                default -> {
                    acknowledged = Math.max(acknowledged, random.nextLong(lines.size() + 1));
                    journal.acknowledge(START, acknowledged);
                }
            }
        }
    }
}
