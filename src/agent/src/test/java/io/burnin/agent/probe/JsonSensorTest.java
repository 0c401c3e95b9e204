package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.plan.Probe;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonSensorTest {

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final Told told = new Told();
    private Path file;
    private JsonSensor sensor;

    @BeforeEach
    void watchAFile() {
        file = folder.resolve("state.json");
        sensor = newSensor();
    }

    @Test
    void countsEachContentThatIsNotJsonOnce() throws Exception {
        for (String content : List.of("{\"state\": \"ON\"}", "{\"sta", "{\"sta", "", "{\"state\": \"OFF\"}", "x")) {
            Files.writeString(file, content);
            read();
        }

        assertThat(told.sum("state.reads")).isEqualTo(6);
        assertThat(told.samples("state.corrupt"))
                .extracting(Sample::value)
                .containsExactly(0.0, 1.0, 0.0, 1.0, 0.0, 1.0);
        assertThat(told.states("state.now.text")).containsExactly("ON", "OFF");
    }

    @Test
    void countsEachTimeItTakesAValueThatIsNotAllowed() throws Exception {
        for (String value : List.of("ON", "BROKEN", "BROKEN", "WORSE", "OFF", "BROKEN")) {
            Files.writeString(file, "{\"state\": \"%s\"}".formatted(value));
            read();
        }
        Files.writeString(file, "{}");
        read();

        assertThat(told.sum("state.violations")).isEqualTo(4);
        assertThat(told.seen("state.violations"))
                .containsExactly("/state is BROKEN", "/state is WORSE", "/state is BROKEN", "/state is nothing");
    }

    @Test
    void isAbsentWhileThereIsNoFile() {
        assertThatThrownBy(sensor::read).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsAFileWithAByteOrderMarkAndTakesItsNumbers() throws Exception {
        Files.writeString(file, "\uFEFF{\"state\": \"ON\", \"n\": 7}");
        read();

        assertThat(told.sum("state.corrupt")).isZero();
        assertThat(told.last("state.n")).isEqualTo(7);
    }

    @Test
    void doesNotCountTheSameCorruptionAgainAfterARestart() throws Exception {
        Files.writeString(file, "x");
        read();
        sensor = newSensor();
        sensor.begin(List.of(), told.remembered().checkpointOf("state"));
        read();

        assertThat(told.sum("state.corrupt")).isEqualTo(1);
    }

    private void read() throws Exception {
        told.reading("state", sensor.read());
    }

    private JsonSensor newSensor() {
        var options = new Probe.Options("state", Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT);
        return new JsonSensor(
                new Probe.Json(
                        options,
                        file.toString(),
                        Map.of("now", "/state", "n", "/n"),
                        Map.of("/state", Set.of("ON", "OFF")),
                        3,
                        Duration.ofMillis(1)),
                clock);
    }
}
