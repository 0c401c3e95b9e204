package io.burnin.protocol;

import java.time.Instant;
import java.util.List;

/**
 * Renews the leases of an agent's runs and exchanges clocks; {@code POST /agents/{id}/heartbeat}.
 *
 * @param sentAt the agent's wall clock
 * @param clock what the exchange before this one showed; empty at the first
 */
public record Heartbeat(Instant sentAt, String bootId, java.util.Optional<Clock> clock, List<Progress> runs) {

    /** The server's time minus the agent's, and how far off that may be. */
    public record Clock(double offsetMillis, double errorMillis) {}

    /** @param journalled the last sequence number on the agent's disk */
    public record Progress(String run, long fence, long journalled, String doing) {}

    /** @param orders what the agent must do at once */
    public record Answer(Instant receivedAt, Instant sentAt, List<Order> orders) {}

    public record Order(String run, Kind kind, String reason) {
        public enum Kind {
            /** Undo, clean up, end ABORTED. */
            CANCEL,
            /** A red has decided: undo, clean up, end STOPPED. */
            STOP,
            /** The lease is another's or the run unknown: undo, clean up, send no more. */
            ABANDON
        }
    }
}
