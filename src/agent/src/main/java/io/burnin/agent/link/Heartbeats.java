package io.burnin.agent.link;

import io.burnin.protocol.Heartbeat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Says that we are alive and how far our runs are, and learns what to do at once. For one thread. */
public final class Heartbeats {

    private final ServerLink server;
    private final String bootId;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private Optional<Heartbeat.Clock> offset = Optional.empty();

    public Heartbeats(ServerLink server, String bootId, InstantSource clock, LongSupplier nanos) {
        this.server = server;
        this.bootId = bootId;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** One heartbeat; each carries what the one before it told about the clocks. */
    public List<Heartbeat.Order> beat(String agent, List<Heartbeat.Progress> runs)
            throws IOException, InterruptedException {
        Instant sentAt = clock.instant();
        long began = nanos.getAsLong();
        Heartbeat.Answer answer = server.heartbeat(agent, new Heartbeat(sentAt, bootId, offset, runs));
        offset = Optional.of(ClockExchange.of(sentAt, answer, Duration.ofNanos(nanos.getAsLong() - began)));
        return answer.orders();
    }
}
