package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreeSensorTest {

    private final Told told = new Told();
    private final Deque<String> file = new ArrayDeque<>();
    private String api = "ON";
    private final AgreeSensor sensor = new AgreeSensor(
            new Probe.Agree(
                    new Probe.Options("same", Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT),
                    List.of(),
                    Duration.ofMillis(150)),
            List.of(source("file", () -> file.size() > 1 ? file.remove() : file.getFirst()), source("api", () -> api)),
            SystemRunClock.start());

    @Test
    void countsAStretchOfDisagreementOnce() throws Exception {
        file.add("ON");
        read();
        api = "OFF";
        read();
        read();
        file.add("OFF");
        file.remove();
        read();
        api = "ON";
        read();

        assertThat(told.samples("same.disagreements"))
                .extracting(Sample::value)
                .containsExactly(0.0, 1.0, 0.0, 0.0, 1.0);
        assertThat(told.sum("same.reads")).isEqualTo(5);
        assertThat(told.seen("same.disagreements"))
                .containsExactly("file says ON, api says OFF", "file says OFF, api says ON");
    }

    @Test
    void forgivesADifferenceThatPasses() throws Exception {
        file.addAll(List.of("OFF", "OFF", "ON"));
        read();

        assertThat(told.sum("same.disagreements")).isZero();
        assertThat(told.sum("same.reads")).isEqualTo(1);
    }

    @Test
    void waitsForWhatKeepsChanging() throws Exception {
        for (int i = 0; i < 1000; i++) {
            file.add("OFF " + i);
        }
        read();
        read();

        assertThat(told.sum("same.disagreements")).isZero();
    }

    @Test
    void isAbsentWhileASourceCannotBeRead() {
        file.add("ON");
        api = "";

        assertThatThrownBy(sensor::read).isInstanceOf(IOException.class).hasMessage("api is down");
    }

    private void read() throws Exception {
        told.reading("same", sensor.read());
    }

    private interface Says {
        String says();
    }

    private static AgreeSensor.Source source(String name, Says says) {
        return new AgreeSensor.Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String says() throws IOException {
                String text = says.says();
                if (text.isEmpty()) {
                    throw new IOException(name + " is down");
                }
                return text;
            }
        };
    }
}
