package io.burnin.agent;

import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.agent.schedule.Pause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Where an agent has its time from: the host, or a test in which days pass in seconds.
 *
 * @param wall the wall clock
 * @param runClock the clock of a run that begins or goes on, given the last instant that the run has recorded
 */
public record AgentTime(InstantSource wall, Function<Instant, RunClock> runClock, Pause pause) {

    public static AgentTime ofThisHost() {
        return new AgentTime(InstantSource.system(), SystemRunClock::startNotBefore, Thread::sleep);
    }
}
