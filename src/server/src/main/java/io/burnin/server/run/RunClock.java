package io.burnin.server.run;

import java.time.Duration;
import java.time.Instant;

/**
 * How the times that an agent tells of a run compare with the server's own. The run keeps its own time from its start on, so this is
 * not the offset of the agent's wall clock, which anybody may set meanwhile.
 *
 * @param offsetMillis the server's time minus the run's
 * @param errorMillis how far off that may be
 */
public record RunClock(double offsetMillis, double errorMillis, State state) {

    public enum State {
        /** Taken from the agent when the run was leased. */
        ASSUMED,
        /** Told with a heartbeat, and within its limit as far as is known. */
        FINE,
        /** Told with a heartbeat, and beyond its limit. */
        OFF
    }

    /** The server's time at that time of the run. */
    public Instant serverTime(Instant runTime) {
        return runTime.plus(offset());
    }

    /** The run's time at that time of the server. */
    public Instant runTime(Instant serverTime) {
        return serverTime.minus(offset());
    }

    /** As it was told now. Between certainly within the limit and certainly beyond it stays what it was. */
    RunClock told(double offsetNow, double errorNow, Duration limit) {
        double distance = Math.abs(offsetNow);
        if (distance - errorNow > limit.toMillis()) {
            return new RunClock(offsetNow, errorNow, State.OFF);
        }
        boolean staysOff = state == State.OFF && distance + errorNow > limit.toMillis();
        return new RunClock(offsetNow, errorNow, staysOff ? State.OFF : State.FINE);
    }

    private Duration offset() {
        return Duration.ofMillis(Math.round(offsetMillis));
    }
}
