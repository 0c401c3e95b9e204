package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.burnin.agent.probe.process.ProcessTable.Usage;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessSensorTest {

    private final ManualClock clock = new ManualClock();
    private final Told told = new Told();
    private final ScriptedServices services = new ScriptedServices();
    private final Map<Long, Usage> usages = new HashMap<>();
    private ProcessSensor sensor = newSensor();

    @Test
    void measuresTheWholeTree() throws IOException {
        long pid = services.runs("worker").pid();
        usages.put(pid, new Usage(1, 1_000, 5_000, OptionalLong.of(7), 3));
        read();
        clock.advance(Duration.ofSeconds(2));
        usages.put(pid, new Usage(1, 1_500, 6_000, OptionalLong.of(8), 4));
        read();

        assertThat(told.samples("w.cpu"))
                .singleElement()
                .satisfies(cpu -> assertThat(cpu.value()).isCloseTo(25, within(0.001)));
        assertThat(told.last("w.rss")).isEqualTo(6_000);
        assertThat(told.last("w.handles")).isEqualTo(8);
        assertThat(told.last("w.threads")).isEqualTo(4);
        assertThat(told.last("w.up")).isEqualTo(1);
        assertThat(told.sum("w.incarnations")).isEqualTo(1);
    }

    @Test
    void tellsNothingButThatWhileItIsDown() throws IOException {
        read();

        assertThat(told.metrics()).containsExactlyInAnyOrder("w.up", "w.processes", "w.crashes", "w.incarnations");
        assertThat(told.last("w.up")).isZero();
    }

    @Test
    void countsACrashOnceWhoeverNoticesIt() throws IOException {
        services.runs("worker");
        read();
        services.dies("worker", false);
        read();
        read();
        services.runs("worker");
        read();
        services.vanishes("worker");
        read();
        clock.advance(Duration.ofSeconds(3));
        read();
        read();

        assertThat(told.samples("w.crashes"))
                .extracting(Sample::value)
                .containsExactly(0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0);
        assertThat(told.sum("w.incarnations")).isEqualTo(2);
    }

    @Test
    void countsAnIncarnationThatLivedBetweenTwoReadings() throws IOException {
        services.runs("worker");
        read();
        services.dies("worker", true);
        services.runs("worker");
        services.dies("worker", false);
        services.runs("worker");
        read();

        assertThat(told.sum("w.crashes")).isEqualTo(1);
        assertThat(told.sum("w.incarnations")).isEqualTo(3);
    }

    @Test
    void callsWhatWeEndedNoCrash() throws IOException {
        services.runs("worker");
        read();
        services.dies("worker", true);
        read();
        clock.advance(Duration.ofSeconds(10));
        read();

        assertThat(told.sum("w.crashes")).isZero();
    }

    @Test
    void knowsTheLastIncarnationThroughARestart() throws IOException {
        services.runs("worker");
        read();
        services.vanishes("worker");
        sensor = newSensor();
        sensor.begin(List.of(), told.remembered().checkpointOf("w"));
        services.runs("worker");
        read();
        sensor.settle();
        read();

        assertThat(told.sum("w.crashes")).isEqualTo(1);
        assertThat(told.sum("w.incarnations")).isEqualTo(2);
    }

    private void read() throws IOException {
        told.reading("w", sensor.read());
    }

    private ProcessSensor newSensor() {
        var options = new Probe.Options("w", Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT);
        var made = new ProcessSensor(
                new Probe.Process(options, "worker"), services, pid -> Optional.ofNullable(usages.get(pid)), clock);
        services.onDeath((service, incarnation, byOrder) -> made.died(incarnation, byOrder));
        return made;
    }
}
