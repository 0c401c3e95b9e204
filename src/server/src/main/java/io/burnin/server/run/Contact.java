package io.burnin.server.run;

import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.FleetConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Decides whether an agent that speaks of a run still works on it, and what hearing of it means. */
@ApplicationScoped
public class Contact {

    private final RunEvents events;
    private final FleetConfig config;
    private final Clock clock;

    Contact(RunEvents events, FleetConfig config, Clock clock) {
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /** Whether that agent may go on with it. */
    static boolean isHeldBy(Run run, AgentId agent, long fence) {
        return isLeasedTo(run, agent, fence) && !(run.state() instanceof RunState.Lost);
    }

    private static boolean isLeasedTo(Run run, AgentId agent, long fence) {
        return run.lease()
                .filter(lease -> lease.agent().equals(agent) && lease.fence() == fence)
                .isPresent();
    }

    /** The run as it is now that its agent was heard of; empty if the lease is not that agent's, older, or gone for good. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Run> heard(Run run, AgentId agent, long fence) {
        if (!isLeasedTo(run, agent, fence)) {
            return Optional.empty();
        }
        Lease lease = run.lease().orElseThrow();
        Instant now = clock.instant();
        return switch (run.state()) {
            case RunState.Running running -> {
                Run renewed = run.with(lease.renewed(now, now.plus(config.lease())));
                if (running.silentSince().isEmpty()) {
                    yield Optional.of(renewed);
                }
                yield Optional.of(events.add(renewed.with(running.heard()), now, "heard-again", Map.of()));
            }
            case RunState.Lost lost -> {
                Instant latest = lost.since().plus(run.planned()).plus(config.returnsWithin());
                if (now.isAfter(latest)) {
                    yield Optional.empty();
                }
                Run back = run.with(lost.returned()).with(lease.renewed(now, now.plus(config.lease())));
                yield Optional.of(events.add(back, now, "returned", Map.of()));
            }
            case RunState.Finished ended -> Optional.of(run);
            case RunState.Stopped ended -> Optional.of(run);
            case RunState.Aborted ended -> Optional.of(run);
            case RunState.Queued queued -> Optional.empty();
        };
    }
}
