package io.burnin.server.run;

import io.burnin.server.fleet.FleetConfig;
import io.burnin.verdict.ErrorClass;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What only the passing of time tells: a queue that lasted too long, a lease that ran out, an agent that stays away. Every
 * server looks; a change is made once, because each looks again when it holds the run's row.
 */
@ApplicationScoped
class Watch {

    private final Runs runs;
    private final RunEvents events;
    private final QueueReasons reasons;
    private final FleetConfig config;
    private final Bell bell;
    private final Clock clock;
    private volatile String revision = "";

    Watch(Runs runs, RunEvents events, QueueReasons reasons, FleetConfig config, Bell bell, Clock clock) {
        this.runs = runs;
        this.events = events;
        this.reasons = reasons;
        this.config = config;
        this.bell = bell;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        wakeForOtherServers();
        runs.queued().forEach(this::lookAtQueued);
        runs.running().forEach(this::lookAtRunning);
    }

    /** Our own changes ring at once; those that another server made show here. */
    private void wakeForOtherServers() {
        String now = runs.revision();
        if (!now.equals(revision)) {
            revision = now;
            bell.ring();
        }
    }

    private void lookAtQueued(Run seen) {
        Instant now = clock.instant();
        String why = reasons.of(seen.order());
        runs.change(seen.id(), run -> {
            if (!(run.state() instanceof RunState.Queued queued)) {
                return run;
            }
            if (queued.until().filter(now::isAfter).isEmpty()) {
                return run.with(queued.because(why, now));
            }
            String reason = "waited since %s in vain: %s".formatted(run.origin().queuedAt(), why);
            Run aborted = run.with(queued.withdrawn(now, ErrorClass.INFRA, reason));
            return events.add(aborted, now, "aborted", Map.of("reason", reason));
        });
    }

    private void lookAtRunning(Run seen) {
        Instant now = clock.instant();
        if (seen.lease().orElseThrow().until().isAfter(now)) {
            return;
        }
        runs.change(seen.id(), run -> {
            Lease lease = run.lease().orElseThrow();
            if (!(run.state() instanceof RunState.Running running)
                    || lease.until().isAfter(now)) {
                return run;
            }
            Instant lastHeard = lease.lastContact().orElse(running.since());
            Optional<Instant> silentSince = running.silentSince();
            if (silentSince.isEmpty()) {
                return events.add(
                        run.with(running.silent(lastHeard)), now, "silent", Map.of("since", lastHeard.toString()));
            }
            if (now.isBefore(lastHeard.plus(config.lostAfter()))) {
                return run;
            }
            String reason = "the agent was last heard of at " + lastHeard;
            return events.add(run.with(running.lost(now, reason)), now, "lost", Map.of("since", lastHeard.toString()));
        });
    }
}
