package io.burnin.server.fleet;

import io.burnin.plan.Abilities;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The program on a target host, as it last told of itself.
 *
 * @param protocol which it speaks
 * @param abilities what it can do; empty if it is too old to tell
 * @param runs how many runs its host may work on at once, by its own word
 * @param token the one that speaks for it; empty once that was deleted
 * @param asking its newest request for work
 * @param clock how far the server's clock is ahead of its own; empty before the second heartbeat
 */
public record Agent(
        AgentId id,
        String name,
        String host,
        String os,
        String version,
        String bootId,
        int protocol,
        Optional<Abilities> abilities,
        int runs,
        Map<String, String> environment,
        Optional<UUID> token,
        Instant registeredAt,
        Instant lastContact,
        Asking asking,
        Optional<ClockOffset> clock,
        List<Target> targets) {

    public Agent {
        environment = Map.copyOf(environment);
        targets = List.copyOf(targets);
    }

    /**
     * A request for work. Those before it are answered with nothing: the agent no longer listens to them.
     *
     * @param number from 1
     * @param until when it gives up waiting; empty if it was answered with a run
     */
    public record Asking(long number, Optional<Instant> until) {

        public boolean isWaiting(Instant now) {
            return until.filter(now::isBefore).isPresent();
        }
    }

    /**
     * The server's time minus the agent's, and how far off that may be.
     *
     * @param driftPpm by how many microseconds it grows in a second; empty until it was watched for some minutes
     */
    public record ClockOffset(double millis, double errorMillis, Optional<Double> driftPpm) {}
}
