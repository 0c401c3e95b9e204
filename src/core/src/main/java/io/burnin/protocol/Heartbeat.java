package io.burnin.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Renews the leases of an agent's runs and exchanges clocks; {@code POST /agents/{id}/heartbeat}.
 *
 * @param sentAt the agent's wall clock
 * @param clock what the exchanges before this one showed; empty at the first
 */
public record Heartbeat(Instant sentAt, String bootId, Optional<Clock> clock, List<Progress> runs) {

    /**
     * The server's time minus the agent's wall clock, and how far off that may be.
     *
     * @param driftPpm by how many microseconds the offset grows in a second; empty until it was watched for some minutes
     */
    public record Clock(double offsetMillis, double errorMillis, Optional<Double> driftPpm) {}

    /**
     * @param journalled the last sequence number on the agent's disk
     * @param aheadMillis the run's time minus the agent's wall clock: other than about 0 once somebody has set that clock
     */
    public record Progress(String run, long fence, long journalled, String doing, double aheadMillis) {}

    /**
     * @param orders what the agent must do at once
     * @param reds runs that go on though a check of theirs is red for certain; told at each beat. A server that knows of none says
     *     nothing
     */
    public record Answer(Instant receivedAt, Instant sentAt, List<Order> orders, List<Red> reds) {

        public Answer {
            reds = reds == null ? List.of() : List.copyOf(reds);
        }
    }

    /** @param reason which check, and why */
    public record Red(String run, String reason) {}

    /** @param extension how long the run is to last beyond its plan; there if the order is to extend it, and only then */
    public record Order(String run, Kind kind, String reason, Optional<Extension> extension) {

        public Order(String run, Kind kind, String reason) {
            this(run, kind, reason, Optional.empty());
        }

        public enum Kind {
            /** Undo, clean up, end ABORTED. */
            CANCEL,
            /** A red has decided: undo, clean up, end STOPPED. */
            STOP,
            /** The lease is another's or the run unknown: undo, clean up, send no more. */
            ABANDON,
            /** Let it last longer. Only for agents that say that they can; others would not understand the answer. */
            EXTEND
        }
    }

    /**
     * That a run is to last longer than its plan says. Obeyed once, whenever it comes again.
     *
     * @param totalSeconds all extensions of the run together
     */
    public record Extension(long totalSeconds, String by) {

        /** The {@link RunRecord.Event} by which an agent tells that it has extended a run, and what its details are called. */
        public static final String EXTENDED = "extended";

        public static final String TOTAL_SECONDS = "totalSeconds";

        /** What such an event tells; empty of any other. */
        public static Optional<Duration> toldBy(RunRecord.Event event) {
            return Optional.of(event)
                    .filter(told -> told.kind().equals(EXTENDED))
                    .map(told -> Duration.ofSeconds(Long.parseLong(told.detail().get(TOTAL_SECONDS))));
        }
    }
}
