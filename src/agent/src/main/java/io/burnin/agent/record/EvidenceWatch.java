package io.burnin.agent.record;

import io.burnin.protocol.RunRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passes on what a run records, and tells at once when its evidence stalls: a probe that does not read any more, a load that is
 * not done as planned. Only the agent can know that while there is no server. Safe for many threads.
 */
public final class EvidenceWatch implements Recorder, AutoCloseable {

    private final Recorder recorder;
    private final RunClock clock;
    private final ClockWatch clocks;
    private final WatchLimits limits;
    private final Alarms alarms;
    private final Silences silences;
    private final Map<String, LoadShare> loads = new HashMap<>();
    private final Set<Fault> faults = new HashSet<>();

    private boolean isOver;

    private record Fault(String test, int occurrence) {}

    /** @param probes how often each is to read */
    public EvidenceWatch(
            Recorder recorder, RunClock clock, ClockWatch clocks, Map<String, Duration> probes, WatchLimits limits) {
        this.recorder = recorder;
        this.clock = clock;
        this.clocks = clocks;
        this.limits = limits;
        this.alarms = new Alarms(clock, recorder);
        this.silences = new Silences(probes, limits, alarms);
    }

    /** To be called each {@link ClockWatch#EVERY}. */
    public synchronized void look() {
        if (isOver) {
            return;
        }
        if (clocks.look()) {
            silences.startOver(clock.nanos());
            startLoadsOver();
        }
        silences.look(clock.nanos());
    }

    @Override
    public void write(RunRecord record) {
        switch (record) {
            case RunRecord.RunEnded ended -> end(ended);
            case RunRecord.FaultBegan began -> {
                recorder.write(began);
                begin(new Fault(began.test(), began.occurrence()));
            }
            case RunRecord.FaultEnded ended -> {
                recorder.write(ended);
                end(new Fault(ended.test(), ended.occurrence()));
            }
            default -> recorder.write(record);
        }
    }

    @Override
    public void reading(String owner, Reading reading) {
        recorder.reading(owner, reading);
        synchronized (this) {
            if (isOver) {
                return;
            }
            if (silences.isProbe(owner)) {
                silences.heard(owner, clock.nanos());
            } else {
                count(owner, reading);
            }
        }
    }

    @Override
    public boolean together(List<RunRecord> records, String owner, String note) {
        return recorder.together(records, owner, note);
    }

    @Override
    public void note(String owner, String text) {
        recorder.note(owner, text);
    }

    @Override
    public synchronized void over(String owner) {
        if (isOver) {
            return;
        }
        if (silences.isProbe(owner)) {
            silences.over(owner);
        } else if (loads.containsKey(owner)) {
            loads.remove(owner).over();
        }
    }

    /** Tells nothing more; what is recorded is still passed on. */
    @Override
    public synchronized void close() {
        isOver = true;
    }

    /** Nothing comes after a run's last record, not even from another thread. */
    private synchronized void end(RunRecord.RunEnded last) {
        isOver = true;
        recorder.write(last);
    }

    private synchronized void begin(Fault fault) {
        faults.add(fault);
    }

    private synchronized void end(Fault fault) {
        faults.remove(fault);
        startLoadsOver();
    }

    private void startLoadsOver() {
        loads.values().forEach(load -> load.startOver(clock.nanos()));
    }

    /** What the plan itself breaks does not stall the evidence. */
    private void count(String load, Reading reading) {
        String planned = load + ".planned";
        if (reading.samples().stream()
                .noneMatch(sample -> sample.series().metric().equals(planned))) {
            return;
        }
        long now = clock.nanos();
        LoadShare share = loads.computeIfAbsent(load, name -> new LoadShare(name, limits, alarms, now));
        if (faults.isEmpty()) {
            share.add(now, sum(reading, planned), sum(reading, load + ".done"));
        } else {
            share.startOver(now);
        }
    }

    private static double sum(Reading reading, String metric) {
        return reading.samples().stream()
                .filter(sample -> sample.series().metric().equals(metric))
                .mapToDouble(Reading.Sample::value)
                .sum();
    }
}
