package io.burnin.agent.probe;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import io.burnin.protocol.Alert;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One probe at work: reads its sensor, never twice at a time, and records what it brought, how long that took, or why there was
 * nothing to read.
 */
final class SensorLoop {

    private static final System.Logger LOG = System.getLogger(SensorLoop.class.getName());
    private static final Duration ABSENCE_TOLD_EVERY = Duration.ofSeconds(10);

    private final String probe;
    private final Probe.Options options;
    private final Sensor sensor;
    private final RunClock clock;
    private final Recorder recorder;
    private final Remembered remembered;
    private final Consumer<Reading> live;
    private final SeriesKey duration;
    private final SeriesKey failures;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Absence> absence = Optional.empty();
    private Optional<Silence> silence = Optional.empty();
    private Optional<Long> lastBegan = Optional.empty();
    private boolean hasBegun;
    private boolean isClosed;
    private volatile boolean isFine;

    /** @param told until when the journal has it */
    private record Absence(String reason, Instant told) {}

    /** @param told whether somebody was told that it lasts */
    private record Silence(Instant since, boolean told) {}

    SensorLoop(
            Probe.Options options,
            Sensor sensor,
            RunClock clock,
            Recorder recorder,
            Remembered remembered,
            Consumer<Reading> live) {
        this.probe = options.name();
        this.options = options;
        this.sensor = sensor;
        this.clock = clock;
        this.recorder = recorder;
        this.remembered = remembered;
        this.live = live;
        this.duration = SeriesKey.of("probes.duration").with("probe", probe);
        this.failures = SeriesKey.of("probes.failures").with("probe", probe);
    }

    Duration every() {
        return options.every();
    }

    /** Whether the last reading brought something. */
    boolean isFine() {
        return isFine;
    }

    /** Takes stock of what exists, so that what comes from now on is new. */
    void begin() {
        lock.lock();
        try {
            beginOnce();
        } catch (IOException e) {
            fail(reasonOf(e), clock.nanos());
        } finally {
            lock.unlock();
        }
    }

    /** Reads unless a reading is under way. */
    void tick() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (isDue()) {
                read();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** What was missed while the agent stood still is not made up for: so many readings at once would be load. */
    private boolean isDue() {
        return lastBegan
                .filter(last -> clock.nanos() - last < options.every().toNanos() / 2)
                .isEmpty();
    }

    /** Reads once more, after the reading under way if there is one. @return whether it brought something */
    boolean readNow() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return read();
        } finally {
            lock.unlock();
        }
    }

    /** Reads no more; an absence goes on until now. */
    void close() {
        lock.lock();
        try {
            absence.ifPresent(gone -> tell(gone, clock.now()));
            absence = Optional.empty();
            isClosed = true;
            endSilence(clock.now(), "has ended");
            recorder.over(probe);
        } finally {
            lock.unlock();
        }
    }

    private void beginOnce() throws IOException {
        if (!hasBegun) {
            sensor.begin(remembered.notesOf(probe), remembered.checkpointOf(probe));
            hasBegun = true;
        }
    }

    private boolean read() throws InterruptedException {
        if (isClosed) {
            return false;
        }
        long began = clock.nanos();
        lastBegan = Optional.of(began);
        try {
            beginOnce();
            record(sensor.read(), began);
            return true;
        } catch (IOException e) {
            fail(reasonOf(e), began);
        } catch (RuntimeException defect) {
            LOG.log(Level.ERROR, "probe " + probe + " is broken", defect);
            fail("a defect of the probe: " + defect, began);
        }
        return false;
    }

    private void record(Reading reading, long began) {
        long ended = clock.nanos();
        var samples = new ArrayList<>(reading.samples());
        samples.addAll(ofProbing(began, ended, 0));
        var complete = new Reading(samples, reading.states(), reading.seen(), reading.checkpoint());
        recorder.reading(probe, complete);
        live.accept(complete);
        isFine = true;
        absence.ifPresent(gone -> tell(gone, clock.at(ended)));
        absence = Optional.empty();
        endSilence(clock.at(ended), "reads again");
    }

    private void fail(String reason, long began) {
        long ended = clock.nanos();
        Instant at = clock.at(ended);
        isFine = false;
        var reading = new Reading(ofProbing(began, ended, 1), List.of(), List.of(), Optional.empty());
        recorder.reading(probe, reading);
        live.accept(reading);
        Optional<Absence> before = absence.filter(gone -> gone.reason().equals(reason));
        if (before.isEmpty()) {
            absence.ifPresent(gone -> tell(gone, at));
            absence = Optional.of(tell(new Absence(reason, at), at));
        } else if (!before.get().told().plus(ABSENCE_TOLD_EVERY).isAfter(at)) {
            absence = Optional.of(tell(before.get(), at));
        }
        watchSilence(reason, at);
    }

    private void watchSilence(String reason, Instant at) {
        Silence now = silence.orElse(new Silence(at, false));
        boolean tooLong = options.silentAfter()
                .filter(limit -> !now.since().plus(limit).isAfter(at))
                .isPresent();
        if (tooLong && !now.told()) {
            alert(Alert.PROBE_SILENT.begins(), at, "nothing to read since %s: %s".formatted(now.since(), reason));
        }
        silence = Optional.of(new Silence(now.since(), now.told() || tooLong));
    }

    private void endSilence(Instant at, String why) {
        silence.filter(Silence::told).ifPresent(told -> alert(Alert.PROBE_SILENT.ends(), at, why));
        silence = Optional.empty();
    }

    private Absence tell(Absence gone, Instant until) {
        recorder.write(new RunRecord.Absent(until, gone.told(), probe, gone.reason()));
        return new Absence(gone.reason(), until);
    }

    private List<Sample> ofProbing(long began, long ended, int failed) {
        Instant at = clock.at(ended);
        return List.of(new Sample(duration, at, (ended - began) / 1e6), new Sample(failures, at, failed));
    }

    /** Java's own exceptions name the file and nothing else. */
    private static String reasonOf(IOException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
        return switch (e) {
            case NoSuchFileException missing -> missing.getReason() == null ? message + " does not exist" : message;
            case AccessDeniedException denied -> message + ": permission denied";
            default -> message;
        };
    }

    /** Tells once, beside the absence, that this host does not allow it. */
    void tellRefusal(String reason) {
        event("refused", clock.now(), reason);
    }

    private void alert(String kind, Instant at, String text) {
        recorder.write(
                new RunRecord.Event(at, kind, "probe %s: %s".formatted(probe, text), Map.of(Alert.SUBJECT, probe)));
    }

    private void event(String kind, Instant at, String text) {
        recorder.write(new RunRecord.Event(at, kind, "probe %s: %s".formatted(probe, text), Map.of("probe", probe)));
    }
}
