package io.burnin.server.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The program on a target host, as it last told of itself.
 *
 * @param runs how many runs its host may work on at once, by its own word
 * @param token the one that speaks for it; empty once that was deleted
 * @param clock how far the server's clock is ahead of its own; empty before the second heartbeat
 */
public record Agent(
        AgentId id,
        String name,
        String host,
        String os,
        String version,
        String bootId,
        int runs,
        Map<String, String> environment,
        Optional<UUID> token,
        Instant registeredAt,
        Instant lastContact,
        Optional<ClockOffset> clock,
        List<Target> targets) {

    public Agent {
        environment = Map.copyOf(environment);
        targets = List.copyOf(targets);
    }

    /** The server's time minus the agent's, and how far off that may be. */
    public record ClockOffset(double millis, double errorMillis) {}
}
