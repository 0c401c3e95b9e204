package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.probe.tail.Tail;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlSensorTest {

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final Told told = new Told();
    private Path file;
    private JsonlSensor sensor;

    @BeforeEach
    void watchALog() {
        file = folder.resolve("events.jsonl");
        sensor = newSensor();
    }

    @Test
    void findsNothingWrongWithAHealthyLog() throws IOException {
        begin();
        write(event("1", "A", "B", 1) + event("2", "B", "B", 1) + "\r\n" + event("3", "B", "C", 2.5));
        read();

        expect(3, 0, 0, 0);
        assertThat(sensor.last())
                .hasValueSatisfying(line -> assertThat(line.at("/to").asText()).isEqualTo("C"));
    }

    @Test
    void countsWhatIsNoJsonObject() throws IOException {
        begin();
        write("nonsense\n17\n{\"id\": \"1\", \"from\": \"A\", \"to\": \"B\", \"ts\": 1} x\n\u0000\u0000\n");
        read();

        expect(4, 4, 0, 0);
        assertThat(told.seen("log.corrupt")).contains("nonsense", "17");
    }

    @Test
    void countsAnIdSeenBeforeAndHoldsNothingElseAgainstIt() throws IOException {
        begin();
        write(event("1", "A", "B", 1) + event("2", "B", "C", 2) + event("1", "A", "B", 1) + event("3", "C", "D", 3));
        read();

        expect(4, 0, 1, 0);
        assertThat(told.seen("log.duplicated")).containsExactly("1");
    }

    @Test
    void countsALineThatBreaksTheChainOrTheOrderOfTime() throws IOException {
        begin();
        write(event("1", "A", "B", 5) + event("2", "C", "D", 6) + event("3", "D", "E", 4) + event("4", "X", "E", 1)
                + "{\"id\": \"5\", \"to\": \"E\", \"ts\": 9}\n");
        read();

        expect(5, 0, 0, 4);
        assertThat(told.seen("log.violations")).first().isEqualTo("2: /from is C, though /to of the line before was B");
    }

    @Test
    void countsATornLineOnceAndReadsWhatItSwallowed() throws IOException {
        begin();
        write(event("1", "A", "B", 1) + "{\"id\": \"2\", \"from\": \"B\", \"to");
        read();
        write(event("3", "B", "C", 3));
        write(event("4", "C", "D", 4));
        read();

        expect(3, 1, 0, 0);
        assertThat(sensor.last())
                .hasValueSatisfying(line -> assertThat(line.at("/id").asText()).isEqualTo("4"));
    }

    @Test
    void countsHalfALineThatStaysHalf() throws IOException {
        begin();
        write(event("1", "A", "B", 1) + "{\"id\": \"2\", \"fr");
        read();
        clock.advance(Duration.ofSeconds(4));
        read();
        double early = told.sum("log.corrupt");
        clock.advance(Duration.ofSeconds(2));
        read();
        read();
        double late = told.sum("log.corrupt");
        write(event("3", "B", "C", 3));
        read();

        assertThat(early).isZero();
        assertThat(late).isEqualTo(1);
        expect(2, 1, 0, 0);
    }

    @Test
    void waitsForTheRestOfALine() throws IOException {
        begin();
        String line = event("1", "A", "B", 1);
        write(line.substring(0, 10));
        read();
        clock.advance(Duration.ofSeconds(3));
        write(line.substring(10));
        read();

        expect(1, 0, 0, 0);
    }

    @Test
    void takesAWholeLastLineWithoutItsEndForNoDamage() throws IOException {
        begin();
        write(event("1", "A", "B", 1).strip());
        read();
        clock.advance(Duration.ofSeconds(60));
        read();

        expect(0, 0, 0, 0);
    }

    @Test
    void holdsTheFirstNewLineAgainstTheLastOldOne() throws IOException {
        write(event("1", "A", "B", 1));
        begin();
        write(event("2", "X", "Y", 2) + event("1", "Y", "Z", 3));
        read();

        expect(2, 0, 1, 1);
    }

    @Test
    void remembersIdsAndTheChainThroughARestart() throws IOException {
        begin();
        write(event("1", "A", "B", 1));
        read();
        write(event("2", "B", "C", 2));
        sensor.read(); // Lost with the agent.
        sensor = newSensor();
        sensor.begin(told.remembered().notesOf("log"), told.remembered().checkpointOf("log"));
        read();
        write(event("1", "C", "D", 3) + event("3", "X", "D", 3));
        read();

        expect(4, 0, 1, 1);
    }

    @Test
    void takesNumbersAndTextsAndTellsIds() throws IOException {
        var ids = new ArrayList<String>();
        sensor.listen("/id", (id, at, source, offset) -> ids.add(id + "@" + offset));
        begin();
        String first = event("1", "A", "B", 1);
        write(first + event("2", "B", "B", 2) + event("3", "B", "C", 3));
        read();

        assertThat(ids).containsExactly("1@0", "2@" + first.length(), "3@" + 2 * first.length());
        assertThat(told.samples("log.time")).extracting(Sample::value).containsExactly(1.0, 2.0, 3.0);
        assertThat(told.states("log.state.text")).containsExactly("B", "C");
    }

    private void expect(double lines, double corrupt, double duplicated, double violations) {
        assertThat(List.of(
                        told.sum("log.lines"),
                        told.sum("log.corrupt"),
                        told.sum("log.duplicated"),
                        told.sum("log.violations")))
                .containsExactly(lines, corrupt, duplicated, violations);
    }

    private void begin() throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        sensor.begin(List.of(), Optional.empty());
    }

    private void read() throws IOException {
        told.reading("log", sensor.read());
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String event(String id, String from, String to, double time) {
        return "{\"id\": \"%s\", \"from\": \"%s\", \"to\": \"%s\", \"ts\": %s}%n"
                .formatted(id, from, to, time)
                .replace("\r", "");
    }

    private JsonlSensor newSensor() {
        var options = new Probe.Options("log", Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT);
        var probe = new Probe.Jsonl(
                options,
                file.toString(),
                Map.of("time", "/ts", "state", "/to"),
                Optional.of("/id"),
                Optional.of(new Probe.Chain("/from", "/to")),
                Optional.of("/ts"));
        var tail = new Tail(Glob.of(file.toString()), StandardCharsets.UTF_8);
        return new JsonlSensor(probe, tail, true, clock, note -> told.note("log", note));
    }
}
