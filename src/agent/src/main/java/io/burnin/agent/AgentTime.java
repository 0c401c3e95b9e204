package io.burnin.agent;

import io.burnin.agent.record.HostTime;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.SystemHostTime;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.agent.schedule.Pause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where an agent has its time from: the host, or a test in which days pass in seconds.
 *
 * @param wall the wall clock
 * @param runClock the clock of a run that begins, or goes on and knows no more than the last instant that it has recorded
 * @param watched the clocks of a host, which may be set and may stand still; empty where nothing of that can happen
 */
public record AgentTime(
        InstantSource wall, Function<Instant, RunClock> runClock, Pause pause, Optional<HostTime> watched) {

    /** A time that nobody has to watch. */
    public AgentTime(InstantSource wall, Function<Instant, RunClock> runClock, Pause pause) {
        this(wall, runClock, pause, Optional.empty());
    }

    public static AgentTime ofThisHost() {
        var host = new SystemHostTime();
        return new AgentTime(
                host::wall,
                lastRecorded -> SystemRunClock.notBefore(host, host.wall(), lastRecorded),
                Thread::sleep,
                Optional.of(host));
    }

    /** The clocks that are held against the server's. */
    HostTime host() {
        return watched.orElseGet(() -> HostTime.of(wall));
    }
}
