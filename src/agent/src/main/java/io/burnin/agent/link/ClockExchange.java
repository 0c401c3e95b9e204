package io.burnin.agent.link;

import io.burnin.protocol.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the server's clock is from ours: the offset lies within the error, however the way there and back differ. */
final class ClockExchange {

    /** The server tells whole milliseconds. */
    private static final double TICK_MILLIS = 1;

    private ClockExchange() {}

    /** @param roundTrip from sending to the answer, by the monotonic clock */
    static Heartbeat.Clock of(Instant sentAt, Heartbeat.Answer answer, Duration roundTrip) {
        double onTheWay = millis(roundTrip) - millis(Duration.between(answer.receivedAt(), answer.sentAt()));
        double offset = millis(Duration.between(sentAt, answer.receivedAt())) - onTheWay / 2;
        return new Heartbeat.Clock(offset, Math.max(0, onTheWay / 2) + TICK_MILLIS, Optional.empty());
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
