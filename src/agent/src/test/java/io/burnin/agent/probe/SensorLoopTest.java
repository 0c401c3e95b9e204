package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Remembered;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import io.burnin.protocol.RunRecord.Absent;
import io.burnin.protocol.RunRecord.Event;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SensorLoopTest {

    private static final Instant START = ManualClock.START;

    private final ManualClock clock = new ManualClock();
    private final Told told = new Told();
    private Sensor behaviour = this::value;
    private final SensorLoop loop = new SensorLoop(
            new Probe.Options("p", Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(5)), Probe.Missing.ABSENT),
            () -> behaviour.read(),
            clock,
            told,
            Remembered.NOTHING,
            reading -> {});

    @Test
    void recordsHowLongItTookAndThatItWorked() throws InterruptedException {
        boolean brought = loop.readNow();

        assertThat(brought).isTrue();
        assertThat(told.sum("p.x")).isEqualTo(1);
        assertThat(told.samples("probes.duration"))
                .extracting(Sample::series)
                .containsExactly(SeriesKey.of("probes.duration").with("probe", "p"));
        assertThat(told.sum("probes.failures")).isZero();
    }

    /** After the host stood still its timer fires for every turn that was missed. */
    @Test
    void readsOnceForAllTheTurnsThatWereMissed() {
        loop.tick();
        clock.advance(Duration.ofMinutes(5));
        for (int turn = 0; turn < 300; turn++) {
            loop.tick();
        }

        assertThat(told.sum("p.x")).isEqualTo(2);
    }

    @Test
    void tellsAnAbsenceWhenItBeginsEveryTenSecondsAndWhenItEnds() throws InterruptedException {
        behaviour = () -> {
            throw new NoSuchFileException("/x");
        };
        for (int second = 0; second < 25; second++) {
            loop.readNow();
            clock.advance(Duration.ofSeconds(1));
        }
        behaviour = this::value;
        loop.readNow();
        loop.readNow();

        assertThat(told.records(Absent.class))
                .containsExactly(
                        new Absent(START, START, "p", "/x does not exist"),
                        new Absent(START.plusSeconds(10), START, "p", "/x does not exist"),
                        new Absent(START.plusSeconds(20), START.plusSeconds(10), "p", "/x does not exist"),
                        new Absent(START.plusSeconds(25), START.plusSeconds(20), "p", "/x does not exist"));
        assertThat(told.records(Event.class))
                .containsExactly(
                        new Event(
                                START.plusSeconds(5),
                                "probe-silent",
                                "probe p: nothing to read since 2026-01-01T00:00:00Z: /x does not exist",
                                Map.of("subject", "p")),
                        new Event(
                                START.plusSeconds(25),
                                "probe-heard-again",
                                "probe p: reads again",
                                Map.of("subject", "p")));
        assertThat(told.sum("probes.failures")).isEqualTo(25);
        assertThat(loop.isFine()).isTrue();
    }

    @Test
    void tellsAnotherReasonAtOnce() throws InterruptedException {
        behaviour = () -> {
            throw new IOException("one");
        };
        loop.readNow();
        clock.advance(Duration.ofSeconds(1));
        behaviour = () -> {
            throw new IllegalStateException("two");
        };
        loop.readNow();
        loop.close();

        assertThat(told.records(Absent.class))
                .extracting(Absent::reason)
                .containsExactly(
                        "one",
                        "one",
                        "a defect of the probe: java.lang.IllegalStateException: two",
                        "a defect of the probe: java.lang.IllegalStateException: two");
    }

    @Test
    void neverReadsTwiceAtATime() throws Exception {
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        behaviour = () -> {
            inside.countDown();
            goOn.await();
            return value();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(loop::tick);
            inside.await();
            loop.tick();
            goOn.countDown();
        }

        assertThat(told.samples("p.x")).hasSize(1);
    }

    private Reading value() {
        var sample = new Sample(SeriesKey.of("p.x"), clock.now(), 1);
        return new Reading(List.of(sample), List.of(), List.of(), Optional.empty());
    }
}
