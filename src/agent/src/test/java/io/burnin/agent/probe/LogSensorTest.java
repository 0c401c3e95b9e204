package io.burnin.agent.probe;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.probe.tail.Tail;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Unit;
import io.burnin.plan.Probe;
import io.burnin.plan.Probe.LineRule;
import io.burnin.plan.Probe.Matching;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSensorTest {

    private static final LineRule TIMEOUTS = contains("timeouts", "Lock timeout");
    private static final LineRule HANDLING = matches("handling", "Processing .*\\(job_id=(?<id>[^)\\s]+)\\)", "id");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final Told told = new Told();

    @Test
    void countsLinesNotOccurrences() throws IOException {
        LogSensor sensor = sensor(UTF_8, TIMEOUTS);
        write("Lock timeout, Lock timeout\nfine\nLock timeout on a\n", UTF_8);

        read(sensor);
        read(sensor);

        assertThat(told.samples("app.lines")).extracting(Sample::value).containsExactly(3.0, 0.0);
        assertThat(told.samples("app.timeouts")).extracting(Sample::value).containsExactly(2.0, 0.0);
        assertThat(told.seen("app.timeouts")).containsExactly("Lock timeout, Lock timeout", "Lock timeout on a");
    }

    @Test
    void countsAHundredThousandLinesExactly() throws IOException {
        LogSensor sensor = sensor(UTF_8, TIMEOUTS, HANDLING);
        var ids = new ArrayList<String>();
        sensor.listen("handling", (id, at, source, offset) -> ids.add(id));
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(i % 7 == 0 ? "⚠ Lock timeout on file " + i : "Processing job file x (job_id=j" + i + ")")
                    .append(i % 2 == 0 ? "\r\n" : "\n");
        }
        write(text.toString(), UTF_8);

        read(sensor);

        assertThat(told.sum("app.lines")).isEqualTo(100_000);
        assertThat(told.sum("app.timeouts")).isEqualTo(14_286);
        assertThat(told.sum("app.handling")).isEqualTo(85_714);
        assertThat(ids).hasSize(85_714).doesNotHaveDuplicates().startsWith("j1", "j2", "j3");
    }

    @Test
    void readsWindowsLogs() throws IOException {
        LogSensor sensor = sensor(UTF_16LE, TIMEOUTS, HANDLING);
        write("\uFEFFLock timeout ü\r\nProcessing x (job_id=1)\r\n", UTF_16LE);

        read(sensor);

        assertThat(told.sum("app.lines")).isEqualTo(2);
        assertThat(told.sum("app.timeouts")).isEqualTo(1);
        assertThat(told.sum("app.handling")).isEqualTo(1);
    }

    @Test
    void tellsLinesApartByLabel() throws IOException {
        var rule = new LineRule(
                "events",
                new Matching.Matches(Pattern.compile("^(?<level>[A-Z]+) ")),
                Map.of("level", "level"),
                Optional.empty(),
                Unit.COUNT,
                '.',
                Optional.empty());
        LogSensor sensor = sensor(UTF_8, rule);
        write("WARN a\nERROR b\nWARN c\n", UTF_8);

        read(sensor);

        var byLevel = told.samples("app.events").stream().collect(Collectors.toMap(Sample::series, Sample::value));
        assertThat(byLevel)
                .containsEntry(SeriesKey.of("app.events").with("level", "WARN"), 2.0)
                .containsEntry(SeriesKey.of("app.events").with("level", "ERROR"), 1.0)
                .containsEntry(SeriesKey.of("app.events"), 0.0);
    }

    @Test
    void readsNumbersAsTheyAreWrittenThere() throws IOException {
        var rule = new LineRule(
                "done",
                new Matching.Matches(Pattern.compile("synced in (?<s>[\\d.,]+) s")),
                Map.of(),
                Optional.of("s"),
                Unit.SECONDS,
                ',',
                Optional.empty());
        LogSensor sensor = sensor(UTF_8, rule);
        write("synced in 1.234,5 s\nsynced in , s\n", UTF_8);

        read(sensor);

        assertThat(told.samples("app.done.value")).extracting(Sample::value).containsExactly(1_234_500.0);
        assertThat(told.sum("app.done")).isEqualTo(2);
    }

    @Test
    void goesOnAfterARestartWithoutCountingTwice() throws IOException {
        LogSensor sensor = sensor(UTF_8, TIMEOUTS);
        write("Lock timeout\n", UTF_8);
        read(sensor);
        write("Lock timeout\n", UTF_8);
        sensor.read(); // Lost with the agent: no checkpoint of it reached the disk.
        LogSensor again = sensor(UTF_8, TIMEOUTS);
        again.begin(List.of(), told.remembered().checkpointOf("app"));
        read(again);

        assertThat(told.sum("app.timeouts")).isEqualTo(2);
    }

    /** Whatever is written: the same counts as from decoding every line and trying every rule on it. */
    @Test
    void countsWhatASlowReaderCounts() throws IOException {
        Pattern clever = Pattern.compile("(ERROR|Lock).*\\d$");
        Pattern plain = Pattern.compile("time(out)?s? on (?<file>\\w+)");
        for (long seed = 0; seed < 150; seed++) {
            var random = new SplittableRandom(seed);
            Charset charset = List.of(UTF_8, UTF_16LE).get(random.nextInt(2));
            Path file = folder.resolve("app.log");
            Files.deleteIfExists(file);
            LogSensor sensor =
                    sensor(charset, TIMEOUTS, matches("clever", clever.pattern()), matches("plain", plain.pattern()));
            var journal = new Told();
            var lines = new ArrayList<String>();
            String rest = "";
            for (int piece = 0; piece < 10; piece++) {
                String written = rest + line(random) + "\n" + line(random) + "\r\n" + line(random);
                rest = "";
                lines.add(written);
                write(written, charset);
                journal.reading("app", sensor.read());
            }
            write("\n", charset);
            journal.reading("app", sensor.read());

            List<String> all = List.of((String.join("", lines) + "\n").split("\r?\n", -1));
            List<String> whole = all.subList(0, all.size() - 1);
            assertThat(journal.sum("app.lines")).as("seed %d", seed).isEqualTo(whole.size());
            assertThat(journal.sum("app.timeouts"))
                    .as("seed %d", seed)
                    .isEqualTo(whole.stream()
                            .filter(line -> line.contains("Lock timeout"))
                            .count());
            assertThat(journal.sum("app.clever"))
                    .as("seed %d", seed)
                    .isEqualTo(whole.stream()
                            .filter(line -> clever.matcher(line).find())
                            .count());
            assertThat(journal.sum("app.plain"))
                    .as("seed %d", seed)
                    .isEqualTo(whole.stream()
                            .filter(line -> plain.matcher(line).find())
                            .count());
        }
    }

    private static String line(SplittableRandom random) {
        String[] words = {
            "Lock", " timeout", " timeouts", " on ", "ERROR", "Lock timeout", " file", "7", "", "ü", "⚠", "x".repeat(50)
        };
        var line = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            line.append(words[random.nextInt(words.length)]);
        }
        return line.toString();
    }

    private void read(LogSensor sensor) throws IOException {
        Reading reading = sensor.read();
        told.reading("app", reading);
    }

    private LogSensor sensor(Charset charset, LineRule... rules) {
        String file = folder.resolve("app.log").toString();
        var options = new Probe.Options("app", Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT);
        var probe = new Probe.Log(options, file, charset, List.of(rules));
        return new LogSensor(probe, new Tail(Glob.of(file), charset), clock);
    }

    private void write(String text, Charset charset) throws IOException {
        Files.write(
                folder.resolve("app.log"),
                text.getBytes(charset),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static LineRule contains(String name, String text) {
        return new LineRule(
                name, new Matching.Contains(text), Map.of(), Optional.empty(), Unit.COUNT, '.', Optional.empty());
    }

    private static LineRule matches(String name, String pattern, String... id) {
        return new LineRule(
                name,
                new Matching.Matches(Pattern.compile(pattern)),
                Map.of(),
                Optional.empty(),
                Unit.COUNT,
                '.',
                List.of(id).stream().findFirst());
    }
}
