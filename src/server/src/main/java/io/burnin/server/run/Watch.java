package io.burnin.server.run;

import io.burnin.server.database.Background;
import io.burnin.server.fleet.FleetConfig;
import io.burnin.verdict.ErrorClass;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final Listening listening;
    private final Bell bell;
    private final Background background;
    private final Clock clock;
    private volatile String revision = "";

    Watch(
            Runs runs,
            RunEvents events,
            QueueReasons reasons,
            FleetConfig config,
            Listening listening,
            Bell bell,
            Background background,
            Clock clock) {
        this.runs = runs;
        this.events = events;
        this.reasons = reasons;
        this.config = config;
        this.listening = listening;
        this.bell = bell;
        this.background = background;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        background.attempt("the look for what other servers did", this::wakeForOtherServers);
        background.attempt(
                "the look at queued runs", () -> runs.queued().forEach(run -> attempt(run, this::lookAtQueued)));
        background.attempt("the look at running runs", () -> {
            Instant listeningSince = listening.since(clock.instant());
            runs.running().forEach(run -> attempt(run, seen -> lookAtRunning(seen, listeningSince)));
        });
    }

    private void attempt(Run run, Consumer<Run> look) {
        background.attempt("the look at run " + run.name(), () -> look.accept(run));
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

    /** @param listeningSince silence before that does not count */
    private void lookAtRunning(Run seen, Instant listeningSince) {
        Instant now = clock.instant();
        if (seen.lease().orElseThrow().until().isAfter(now)
                || listeningSince.plus(config.lease()).isAfter(now)) {
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
            if (now.isBefore(later(lastHeard, listeningSince).plus(config.lostAfter()))) {
                return run;
            }
            String reason = "the agent was last heard of at " + lastHeard;
            return events.add(run.with(running.lost(now, reason)), now, "lost", Map.of("since", lastHeard.toString()));
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
