package io.burnin.agent.journal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal gives up when it has reached its bound. */
class ThinningTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Assignment ASSIGNMENT =
            new Assignment("run-1", 7, 3, "t", "p", 1, "", "smoke", Map.of(), List.of(), START, 60);
    private static final Limits LIMITS = new Limits(100_000, 0);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final ObjectMapper json = Wire.mapper();
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void keepsTheBoundAndEverythingThatIsNoSample() throws IOException {
        try (Journal journal = Journal.create(folder.resolve("journal"), ASSIGNMENT, LIMITS)) {
            seconds(journal, 0, 1_500);

            assertThat(journal.size()).isLessThanOrEqualTo(LIMITS.size());
            List<RunRecord> records = records(journal, 1);
            assertThat(records.stream().filter(RunRecord.Event.class::isInstance))
                    .hasSize(150);
            assertThat(records.stream().filter(RunRecord.Seen.class::isInstance))
                    .hasSize(150);
            assertThat(samples(records))
                    .isNotEmpty()
                    .isEqualTo(valuesUpTo(1_500, samples(records).size()));
        }
    }

    /** The gaps cover exactly the time of what is missing. */
    @Test
    void tellsWhatIsMissingAndSinceWhen() throws IOException {
        try (Journal journal = Journal.create(folder.resolve("journal"), ASSIGNMENT, LIMITS)) {
            seconds(journal, 0, 1_500);

            List<RunRecord> records = records(journal, 1);
            List<Gap> gaps = records.stream()
                    .filter(Gap.class::isInstance)
                    .map(Gap.class::cast)
                    .toList();
            assertThat(gaps)
                    .allSatisfy(
                            gap -> assertThat(gap.reason()).contains("bound of 100000 bytes", "samples were thinned"));
            assertThat(gaps.stream().mapToLong(Gap::lost).sum()
                            + samples(records).size())
                    .isEqualTo(1_500);
            int oldest = samples(records).getFirst().intValue();
            assertThat(gaps.getFirst().from()).isEqualTo(START);
            assertThat(gaps.getLast().at()).isEqualTo(START.plusSeconds(oldest - 1));
        }
    }

    /** Opened again, rewound to any number, cut anywhere: the numbers stay what they were, without a hole. */
    @Test
    void keepsTheNumbersWithoutAHole() throws IOException {
        Path file = folder.resolve("journal");
        long lastSeq;
        try (Journal journal = Journal.create(file, ASSIGNMENT, LIMITS)) {
            seconds(journal, 0, 1_500);
            lastSeq = journal.lastSeq();
        }

        Journal.Opened opened = Journal.open(file, LIMITS);

        try (Journal journal = opened.journal()) {
            assertThat(opened.replay().lastSeq()).isEqualTo(lastSeq);
            for (int round = 0; round < 10; round++) {
                long from = random.nextLong(1, lastSeq + 1);
                long next = from;
                for (Line line : lines(journal, from)) {
                    assertThat(line.seq()).isEqualTo(next);
                    assertThat(json.readValue(line.text(), RunRecord.class).numbers())
                            .isEqualTo(line.numbers());
                    next = line.lastSeq() + 1;
                }
                assertThat(next).as("from %d", from).isEqualTo(lastSeq + 1);
            }
        }
    }

    @Test
    void keepsWhatARestartNeeds() throws IOException {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.create(file, ASSIGNMENT, LIMITS)) {
            journal.note(START, "services", "found it");
            journal.writeReadings(START, List.of(sample(0)), Map.of("log", "offset 1", "files", "none"));
            journal.writeReadings(START, List.of(sample(0)), Map.of("log", "offset 2"));
            journal.acknowledge(START, 2);
            journal.write(START, new RunRecord.StepIntended(START, "harm", 1, "steps/0", "service.kill", ""));
            seconds(journal, 0, 1_500);
        }

        Journal.Opened opened = Journal.open(file, LIMITS);
        opened.journal().close();

        Replay replay = opened.replay();
        assertThat(replay.remembered().notesOf("services")).containsExactly("found it");
        assertThat(replay.remembered().checkpointOf("log")).contains("offset 2");
        assertThat(replay.remembered().checkpointOf("files")).contains("none");
        assertThat(replay.acknowledged()).isEqualTo(2);
        assertThat(replay.assignment()).isEqualTo(ASSIGNMENT);
        assertThat(replay.occurrences().get(new Replay.OccurrenceKey("harm", 1)).steps())
                .containsKey("steps/0");
    }

    /** A reader stands somewhere in a file while that is written anew. */
    @Test
    void doesNotLoseAReaderThatIsOnItsWay() throws IOException {
        try (Journal journal = Journal.create(folder.resolve("journal"), ASSIGNMENT, LIMITS)) {
            JournalReader reader = journal.readFrom(1);
            long next = 1;
            for (int second = 0; second < 1_500; second += 50) {
                seconds(journal, second, second + 50);
                for (Line line : reader.next(30, 1 << 20).lines()) {
                    assertThat(line.seq()).isEqualTo(next);
                    next = line.lastSeq() + 1;
                }
            }
            assertThat(next).isGreaterThan(500);
        }
    }

    @Test
    void takesOtherMeasurementsWhenNoSampleIsLeft() throws IOException {
        try (Journal journal = Journal.create(folder.resolve("journal"), ASSIGNMENT, LIMITS)) {
            for (int i = 0; i < 2_000; i++) {
                journal.writeReadings(START.plusSeconds(i), List.of(seen(i)), Map.of());
            }
            journal.sync();
            journal.keepWithinLimits();

            assertThat(journal.size()).isLessThanOrEqualTo(LIMITS.size());
            List<RunRecord> records = records(journal, 1);
            assertThat(records.getFirst()).isInstanceOf(Gap.class);
            assertThat(records.getLast()).isEqualTo(seen(1_999));
        }
    }

    /** A file of the journal is damaged in its middle: what cannot be read is told, and what lies behind it is not lost. */
    @Test
    void tellsWhatADamagedDiskHasLost() throws IOException {
        Path file = folder.resolve("journal");
        long lastSeq;
        try (Journal journal = Journal.create(file, ASSIGNMENT, new Limits(1 << 20, 0))) {
            for (int i = 0; i < 1_500; i++) {
                journal.writeReadings(START.plusSeconds(i), List.of(sample(i)), Map.of());
            }
            journal.sync();
            lastSeq = journal.lastSeq();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);

        try (Journal journal = Journal.open(file, new Limits(1 << 20, 0)).journal()) {
            List<RunRecord> records = records(journal, 1);

            assertThat(journal.lastSeq()).isEqualTo(lastSeq);
            assertThat(records.stream().mapToLong(RunRecord::numbers).sum()).isEqualTo(lastSeq);
            assertThat(records.stream().filter(Gap.class::isInstance))
                    .singleElement()
                    .satisfies(gap -> assertThat(((Gap) gap).reason()).contains("was damaged"));
        }
    }

    /** One sample a second, and an event and an example every ten; kept within the limits as a recorder does. */
    private void seconds(Journal journal, int from, int to) throws IOException {
        for (int second = from; second < to; second++) {
            Instant at = START.plusSeconds(second);
            journal.writeReadings(at, List.of(sample(second)), Map.of());
            if (second % 10 == 0) {
                journal.writeReadings(at, List.of(seen(second)), Map.of());
                journal.write(at, new RunRecord.Event(at, "test", "second " + second, Map.of()));
            }
            if (second % 100 == 99) {
                journal.sync();
                journal.keepWithinLimits();
            }
        }
        journal.sync();
        journal.keepWithinLimits();
    }

    private RunRecord sample(int second) {
        Map<String, String> labels = Map.of("noise", noise(second));
        return new RunRecord.Samples(
                "some.metric", labels, new long[] {START.plusSeconds(second).toEpochMilli()}, new double[] {second});
    }

    private static RunRecord seen(int second) {
        return new RunRecord.Seen(START.plusSeconds(second), "some.metric", Map.of(), "example " + noise(second));
    }

    /** Text that does not shrink when it is packed. */
    private static String noise(int seed) {
        return new SplittableRandom(seed).longs(8).mapToObj(Long::toHexString).collect(joining());
    }

    private List<RunRecord> records(Journal journal, long from) throws IOException {
        var records = new ArrayList<RunRecord>();
        for (Line line : lines(journal, from)) {
            records.add(json.readValue(line.text(), RunRecord.class));
        }
        return records;
    }

    private static List<Line> lines(Journal journal, long from) throws IOException {
        JournalReader reader = journal.readFrom(from);
        var lines = new ArrayList<Line>();
        for (var chunk = reader.next(100, 1 << 20); !chunk.isEmpty(); chunk = reader.next(100, 1 << 20)) {
            lines.addAll(chunk.lines());
        }
        return lines;
    }

    private static List<Double> samples(List<RunRecord> records) {
        return records.stream()
                .filter(RunRecord.Samples.class::isInstance)
                .map(record -> ((RunRecord.Samples) record).values()[0])
                .toList();
    }

    private static List<Double> valuesUpTo(int end, int count) {
        return java.util.stream.IntStream.range(end - count, end)
                .mapToObj(value -> (double) value)
                .toList();
    }
}
