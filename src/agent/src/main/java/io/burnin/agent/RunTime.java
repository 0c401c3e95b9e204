package io.burnin.agent;

import static java.util.stream.Collectors.toMap;

import io.burnin.agent.journal.Replay;
import io.burnin.agent.record.ClockWatch;
import io.burnin.agent.record.EvidenceWatch;
import io.burnin.agent.record.HostTime;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.agent.record.WatchLimits;
import io.burnin.agent.schedule.Pause;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The time of one run, as its parts see it; and whether somebody has to watch that it passes. */
sealed interface RunTime {

    RunClock clock();

    Pause pause();

    /** How far the run's clock is ahead of the wall clock. */
    Duration ahead();

    /** What watches over clocks and evidence of the run, and passes on what it records. */
    Optional<EvidenceWatch> watch(Plan plan, Recorder recorder);

    /** Of a run that begins, or goes on where its journal ends. */
    static RunTime of(AgentTime time, String boot, Replay replay) {
        return time.watched()
                .<RunTime>map(host -> new OfHost(
                        host, boot, ClockWatch.clockOf(boot, host, replay.remembered(), replay.lastRecorded())))
                .orElseGet(() -> new Given(time, time.runClock().apply(replay.lastRecorded())));
    }

    /** @param boot which boot of the host this is */
    record OfHost(HostTime host, String boot, SystemRunClock clock) implements RunTime {

        @Override
        public Pause pause() {
            return clock::sleep;
        }

        @Override
        public Duration ahead() {
            return clock.ahead();
        }

        @Override
        public Optional<EvidenceWatch> watch(Plan plan, Recorder recorder) {
            Map<String, Duration> every = plan.probes().values().stream()
                    .collect(toMap(Probe::name, probe -> probe.options().every()));
            ClockWatch clocks = ClockWatch.begin(boot, host, clock, recorder);
            return Optional.of(new EvidenceWatch(recorder, clock, clocks, every, WatchLimits.STANDARD));
        }
    }

    /** Passes as whoever gave it wants. */
    record Given(AgentTime time, RunClock clock) implements RunTime {

        @Override
        public Pause pause() {
            return time.pause();
        }

        @Override
        public Duration ahead() {
            return Duration.between(time.wall().instant(), clock.now());
        }

        @Override
        public Optional<EvidenceWatch> watch(Plan plan, Recorder recorder) {
            return Optional.empty();
        }
    }
}
