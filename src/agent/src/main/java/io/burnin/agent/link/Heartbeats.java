package io.burnin.agent.link;

import io.burnin.agent.record.HostTime;
import io.burnin.protocol.Heartbeat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Says that we are alive and how far our runs are, and learns what to do at once. For one thread. */
public final class Heartbeats {

    private final ServerLink server;
    private final String bootId;
    private final HostTime host;
    private final ClockOffsets offsets = new ClockOffsets();

    public Heartbeats(ServerLink server, String bootId, HostTime host) {
        this.server = server;
        this.bootId = bootId;
        this.host = host;
    }

    /** One heartbeat; each carries what those before it told about the clocks. */
    public Heartbeat.Answer beat(String agent, List<Heartbeat.Progress> runs) throws IOException, InterruptedException {
        Instant sentAt = host.wall();
        long began = host.nanos();
        offsets.look(sentAt, began);
        Heartbeat.Answer answer = server.heartbeat(agent, new Heartbeat(sentAt, bootId, offsets.at(began), runs));
        long ended = host.nanos();
        offsets.add(ended, ClockExchange.of(sentAt, answer, Duration.ofNanos(ended - began)));
        return answer;
    }
}
