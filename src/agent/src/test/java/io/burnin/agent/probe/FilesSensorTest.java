package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesSensorTest {

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final Told told = new Told();
    private FilesSensor sensor;

    @BeforeEach
    void watchClaims() {
        sensor = newSensor("claims");
    }

    @Test
    void countsWhatIsThereAndHowOldItIs() throws IOException {
        begin();
        create("a.claimed", Duration.ofSeconds(3));
        create("b.claimed", Duration.ofSeconds(1));
        create("c.other", Duration.ofSeconds(100));
        read();

        assertThat(told.last("claims.count")).isEqualTo(2);
        assertThat(told.last("claims.bytes")).isEqualTo(8);
        assertThat(told.last("claims.oldest")).isEqualTo(3_000);
        assertThat(told.sum("claims.created")).isEqualTo(2);
    }

    @Test
    void countsEachFileThatStaysTooLongOnce() throws IOException {
        begin();
        create("a.claimed", Duration.ZERO);
        create("old.claimed", Duration.ofSeconds(20));
        for (int i = 0; i < 15; i++) {
            read();
            clock.advance(Duration.ofSeconds(1));
        }
        Files.delete(folder.resolve("claims/a.claimed"));
        read();
        create("a.claimed", Duration.ofSeconds(30));
        read();

        assertThat(told.sum("claims.overdue")).isEqualTo(3);
        assertThat(told.samples("claims.overdue")).extracting(Sample::value).startsWith(1.0, 0.0);
    }

    @Test
    void letsTheRunWatchWhatWasThereBeforeItBegan() throws IOException {
        create("before.claimed", Duration.ofSeconds(1000));
        begin();
        read();
        double atOnce = told.sum("claims.overdue");
        clock.advance(Duration.ofSeconds(11));
        read();

        assertThat(atOnce).isZero();
        assertThat(told.sum("claims.overdue")).isEqualTo(1);
        assertThat(told.sum("claims.created")).isZero();
    }

    @Test
    void takesAFolderThatIsNotMadeYetForAnEmptyOne() throws IOException {
        begin();
        read();

        assertThat(told.last("claims.count")).isZero();
        assertThat(told.last("claims.oldest")).isZero();
    }

    @Test
    void isAbsentIfThePathIsWrong() {
        sensor = newSensor("no/such");

        assertThatThrownBy(sensor::read).isInstanceOf(IOException.class).hasMessageContaining("no/such");
    }

    @Test
    void countsNothingTwiceThroughARestart() throws IOException {
        create("before.claimed", Duration.ZERO);
        begin();
        create("a.claimed", Duration.ofSeconds(20));
        read();
        create("b.claimed", Duration.ofSeconds(20));
        sensor.read(); // Lost with the agent.
        sensor = newSensor("claims");
        sensor.begin(told.remembered().notesOf("claims"), told.remembered().checkpointOf("claims"));
        read();
        clock.advance(Duration.ofSeconds(11));
        read();

        assertThat(told.sum("claims.created")).isEqualTo(2);
        assertThat(told.sum("claims.overdue")).isEqualTo(3);
    }

    private void begin() throws IOException {
        sensor.begin(List.of(), Optional.empty());
    }

    private void read() throws IOException {
        told.reading("claims", sensor.read());
    }

    private void create(String name, Duration age) throws IOException {
        Path file = folder.resolve("claims").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "1234");
        Files.setLastModifiedTime(file, FileTime.from(clock.now().minus(age)));
    }

    private FilesSensor newSensor(String where) {
        var options = new Probe.Options("claims", Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT);
        var probe = new Probe.Files(options, folder + "/" + where + "/*.claimed", Optional.of(Duration.ofSeconds(10)));
        return new FilesSensor(probe, clock, note -> told.note("claims", note));
    }
}
