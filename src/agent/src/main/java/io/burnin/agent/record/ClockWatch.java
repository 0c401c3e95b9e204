package io.burnin.agent.record;

import io.burnin.protocol.Incident;
import io.burnin.protocol.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the host's clocks against each other, look by look: a wall clock that was set, a host that slept, an agent that stood
 * still. For one thread, which is to look each {@link #EVERY}.
 */
public final class ClockWatch {

    public static final Duration EVERY = Duration.ofSeconds(1);

    /** A host under load may come a few seconds late; nobody is told of it. */
    static final Duration LATE = Duration.ofSeconds(5);
    /** What clocks are corrected by without a jump stays far below. */
    static final Duration JUMP = Duration.ofSeconds(1);

    private final String boot;
    private final HostTime host;
    private final SystemRunClock clock;
    private final Recorder recorder;
    private Look before;

    /** What the host's clocks showed, and the run's. */
    private record Look(Instant wall, long nanos, Optional<Duration> sinceBoot, Instant at) {}

    private ClockWatch(String boot, HostTime host, SystemRunClock clock, Recorder recorder) {
        this.boot = boot;
        this.host = host;
        this.clock = clock;
        this.recorder = recorder;
        this.before = glance();
    }

    /** The clock of a run: a new one has the wall clock's time, one that goes on its own, and no record comes before the last. */
    public static SystemRunClock clockOf(String boot, HostTime host, Remembered remembered, Instant lastRecorded) {
        Instant now = ClockAnchor.last(remembered)
                .map(anchor -> anchor.now(boot, host))
                .orElseGet(host::wall);
        return SystemRunClock.notBefore(host, now, lastRecorded);
    }

    /** Begins to watch, and notes where the clock stands for an agent that goes on. */
    public static ClockWatch begin(String boot, HostTime host, SystemRunClock clock, Recorder recorder) {
        var watch = new ClockWatch(boot, host, clock, recorder);
        watch.noteAnchor();
        return watch;
    }

    /** @return whether nothing was measured since the last look, because host or agent stood still */
    public boolean look() {
        Look now = glance();
        Duration passed = Duration.ofNanos(now.nanos() - before.nanos());
        Duration slept = slept(now, passed);
        Duration jump =
                Duration.between(before.wall(), now.wall()).minus(passed).minus(slept);
        boolean late = passed.minus(EVERY).compareTo(LATE) > 0;
        if (!slept.isZero()) {
            clock.slept(slept);
        }
        if (!slept.isZero() || late) {
            tellStandstill(passed.plus(slept), slept.isZero() ? "the agent stood still" : "the host slept");
        }
        boolean jumped = jump.abs().compareTo(JUMP) > 0;
        if (jumped) {
            tellJump(jump);
        }
        if (jumped || !slept.isZero()) {
            noteAnchor();
        }
        before = glance();
        return late || !slept.isZero();
    }

    private Look glance() {
        long nanos = clock.nanos();
        return new Look(host.wall(), host.nanos(), host.sinceBoot(), clock.at(nanos));
    }

    /** What the monotonic clock left out. */
    private Duration slept(Look now, Duration passed) {
        return before.sinceBoot()
                .flatMap(then -> now.sinceBoot().map(since -> since.minus(then).minus(passed)))
                .filter(more -> more.compareTo(JUMP) > 0)
                .orElse(Duration.ZERO);
    }

    private void tellStandstill(Duration length, String why) {
        Instant now = clock.now();
        event(now, Incident.SUSPENDED, "%s for %d s".formatted(why, length.toSeconds()), length);
        recorder.write(new RunRecord.Gap(now, before.at(), why));
    }

    private void tellJump(Duration jump) {
        String direction = jump.isNegative() ? "back" : "forward";
        event(
                clock.now(),
                Incident.CLOCK_JUMPED,
                "the wall clock was set %s by %d s; the run keeps its own time"
                        .formatted(direction, jump.abs().toSeconds()),
                jump);
    }

    private void event(Instant at, Incident incident, String text, Duration length) {
        recorder.write(new RunRecord.Event(
                at, incident.kind(), text, Map.of("seconds", Long.toString(Math.round(length.toMillis() / 1000.0)))));
    }

    private void noteAnchor() {
        recorder.note(ClockAnchor.OWNER, ClockAnchor.of(boot, host, clock).toNote());
    }
}
