package io.burnin.agent.schedule;

import io.burnin.protocol.Heartbeat.Order;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.verdict.ErrorClass;
import java.util.Optional;

/** Why a run ends before its time. Whatever it is, harm is undone first. */
public record Stop(Kind kind, String reason) {

    public enum Kind {
        /** A person wants it so. */
        CANCEL,
        /** A red has decided. */
        STOP,
        /** The run is somebody else's now. */
        ABANDON,
        /** The agent is told to end; it takes the run up again when it is started again. */
        SHUTDOWN
    }

    /** @return empty for an order that ends nothing */
    public static Optional<Stop> by(Order order) {
        return switch (order.kind()) {
            case CANCEL -> Optional.of(new Stop(Kind.CANCEL, order.reason()));
            case STOP -> Optional.of(new Stop(Kind.STOP, order.reason()));
            case ABANDON -> Optional.of(new Stop(Kind.ABANDON, order.reason()));
            case EXTEND -> Optional.empty();
        };
    }

    /** Whether the run goes on later. */
    public boolean isInterruption() {
        return kind == Kind.SHUTDOWN;
    }

    public RunEnded.Outcome outcome() {
        return kind == Kind.STOP ? RunEnded.Outcome.STOPPED : RunEnded.Outcome.ABORTED;
    }

    /** Whose fault it is that an occurrence or the run did not come to its end. */
    public ErrorClass errorClass() {
        return switch (kind) {
            case CANCEL -> ErrorClass.CANCELED;
            case STOP -> ErrorClass.PRODUCT;
            case ABANDON, SHUTDOWN -> ErrorClass.INFRA;
        };
    }
}
