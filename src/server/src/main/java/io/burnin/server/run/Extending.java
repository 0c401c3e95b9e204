package io.burnin.server.run;

import static io.burnin.metric.Quantities.format;

import io.burnin.plan.Plan;
import io.burnin.server.fleet.Agent;
import io.burnin.server.fleet.Agents;
import io.burnin.server.run.RunExtensions.Entry;
import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets runs that go on last longer than their plan says. The agent owns the clock: it learns of the wish with its next heartbeat,
 * and the run is longer once the agent has that in its journal and says so.
 */
@ApplicationScoped
class Extending {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final long MOST_STARTS = 10_000;

    private final Runs runs;
    private final RunPlans plans;
    private final RunExtensions extensions;
    private final Agents agents;
    private final Ability ability;
    private final RunEvents events;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Extending(
            Runs runs,
            RunPlans plans,
            RunExtensions extensions,
            Agents agents,
            Ability ability,
            RunEvents events,
            Audit audit,
            Caller caller,
            Clock clock) {
        this.runs = runs;
        this.plans = plans;
        this.extensions = extensions;
        this.agents = agents;
        this.ability = ability;
        this.events = events;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** How much longer, or until when by the server's clock. */
    sealed interface Length {
        record By(Duration time) implements Length {}

        record Until(Instant time) implements Length {}
    }

    /**
     * The same key, or the same end, extends once.
     *
     * @throws Problem RUN_ALREADY_ENDED, INVALID, TOO_OLD or KEY_REUSED; then nothing is changed
     */
    @Transactional
    Run extend(RunId id, Length wanted, String reason, Optional<String> key) {
        return runs.change(id, run -> {
            Optional<Entry> before = key.flatMap(given -> extensions.byKey(id, given));
            if (before.isPresent()) {
                requireSame(run, before.get(), wanted, reason);
                return run;
            }
            requireGoesOn(run);
            requireAble(run);
            Duration by = by(run, wanted);
            return by.isZero() ? run : extended(run, by, reason, key);
        });
    }

    private Run extended(Run run, Duration by, String reason, Optional<String> key) {
        Duration total = run.wish().extension().wanted().plus(by);
        requireReasonable(run, total);
        Instant now = clock.instant();
        extensions.add(run.id(), new Entry(UUID.randomUUID(), by, total, reason, now, caller.name()), key);
        audit.record("run.extend", run.name(), "by %s: %s", format(by), reason);
        return events.add(
                run.with(run.wish().extended(total)),
                now,
                "extend",
                Map.of("by", caller.name(), "reason", reason, "longer", format(by), "total", format(total)));
    }

    /** Beyond what is wanted already. */
    private static Duration by(Run run, Length wanted) {
        return switch (wanted) {
            case Length.By(Duration time) -> {
                if (time.toSeconds() < 1) {
                    throw Problem.of(ProblemType.INVALID, "by: must be a second at least, such as 12h");
                }
                yield Duration.ofSeconds(time.toSeconds());
            }
            case Length.Until(Instant time) -> {
                Instant end = run.plannedEnd()
                        .orElseThrow()
                        .plus(run.wish().extension().pending());
                Duration by = Duration.ofSeconds(Duration.between(end, time).toSeconds());
                if (by.isNegative()) {
                    throw Problem.of(
                            ProblemType.INVALID,
                            "until: run %s lasts until %s already, and an extension makes nothing shorter: cancel it to end it earlier",
                            run.name(),
                            end);
                }
                yield by;
            }
        };
    }

    private static void requireSame(Run run, Entry before, Length wanted, String reason) {
        boolean differs = !before.reason().equals(reason)
                || wanted instanceof Length.By(Duration time)
                        && time.toSeconds() != before.by().toSeconds();
        if (differs) {
            throw Problem.of(
                    ProblemType.KEY_REUSED,
                    "this Idempotency-Key extended run %s by %s, %s: use a new key to extend it again",
                    run.name(),
                    format(before.by()),
                    before.reason());
        }
    }

    private static void requireGoesOn(Run run) {
        if (run.order().isRehearsal()) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "run %s is a rehearsal: it looks once at everything, and lasts no longer than that takes",
                    run.name());
        }
        if (run.state() instanceof RunState.Queued) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "run %s has not begun: start it with a profile that lasts longer, or extend it when it runs",
                    run.name());
        }
        if (!(run.state() instanceof RunState.Running)) {
            throw Problem.of(
                    ProblemType.RUN_ALREADY_ENDED,
                    "run %s is already %s: POST /runs/%s/rerun starts it again",
                    run.name(),
                    run.state().label(),
                    run.id());
        }
        if (run.wish().endsIt()) {
            throw Problem.of(
                    ProblemType.RUN_ALREADY_ENDED,
                    "run %s is being ended: %s",
                    run.name(),
                    run.wish().reason());
        }
    }

    private void requireAble(Run run) {
        Agent agent = agents.require(run.lease().orElseThrow().agent());
        if (!ability.canExtend(agent)) {
            throw Problem.of(
                    ProblemType.TOO_OLD,
                    "agent %s on %s, version %s, cannot extend a run: start it with burnin.jar from this server's /download/burnin.jar, it goes on with the run",
                    agent.name(),
                    agent.host(),
                    agent.version());
        }
    }

    private void requireReasonable(Run run, Duration total) {
        Plan plan = plans.of(run);
        Duration more = total.minus(run.wish().extension().taken());
        if (total.compareTo(LONGEST) > 0
                || plan.extendedBy(more).profile().timetable().size() > MOST_STARTS) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "by: run %s can be extended by %s in all, and start no more than 10,000 tests",
                    run.name(),
                    format(LONGEST));
        }
    }
}
