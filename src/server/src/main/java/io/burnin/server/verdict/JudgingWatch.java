package io.burnin.server.verdict;

import io.burnin.protocol.Mode;
import io.burnin.server.database.Background;
import io.burnin.server.measure.Evidences;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunControl;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.Runs;
import io.burnin.verdict.EarlyStop;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Judges runs that have ended though nobody asks, and ends those that one event has decided. What it remembers only saves it
 * from looking twice; several servers may watch the same runs.
 */
@ApplicationScoped
class JudgingWatch {

    private static final String BURNIN = "burnin";
    private static final Duration LOOK_AHEAD = Duration.ofMinutes(10);

    private final Runs runs;
    private final RunPlans plans;
    private final RunControl control;
    private final Judging judging;
    private final StoredVerdicts stored;
    private final Evidences evidences;
    private final Background background;
    private final Map<RunId, Look> looks = new HashMap<>();

    JudgingWatch(
            Runs runs,
            RunPlans plans,
            RunControl control,
            Judging judging,
            StoredVerdicts stored,
            Evidences evidences,
            Background background) {
        this.runs = runs;
        this.plans = plans;
        this.control = control;
        this.judging = judging;
        this.stored = stored;
        this.evidences = evidences;
        this.background = background;
    }

    /**
     * Kept per run instead of its plan, which is large.
     *
     * @param decisive the counters that could decide
     * @param upTo the number of the last record that was looked at
     * @param judgedUpTo the newest record when it was judged though nobody asked
     */
    private record Look(Set<String> decisive, long upTo, Instant judgedUpTo) {

        Look at(long stored) {
            return new Look(decisive, stored, judgedUpTo);
        }

        Look judged(Instant newest) {
            return new Look(decisive, upTo, newest);
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void look() {
        background.attempt(
                "the judging of ended runs",
                () -> stored.unjudged()
                        .forEach(run -> background.attempt("the judging of run " + run, () -> judging.judgeOnce(run))));
        background.attempt("the judging of running runs", () -> {
            List<Run> running = runs.running().stream()
                    .filter(run -> run.order().mode() == Mode.BURN_IN)
                    .toList();
            looks.keySet().retainAll(running.stream().map(Run::id).toList());
            running.forEach(run -> background.attempt("the judging of run " + run.name(), () -> stopIfDecided(run)));
            lookAhead(running);
        });
    }

    /** One run at a time is judged before somebody asks: the first who does shall wait no longer than the second. */
    private void lookAhead(List<Run> running) {
        if (evidences.canRememberMore()) {
            running.stream()
                    .filter(run -> looks.containsKey(run.id()))
                    .filter(run ->
                            newest(run).isAfter(looks.get(run.id()).judgedUpTo().plus(LOOK_AHEAD)))
                    .findFirst()
                    .ifPresent(run -> {
                        judging.of(run);
                        looks.computeIfPresent(run.id(), (id, look) -> look.judged(newest(run)));
                    });
        }
    }

    private static Instant newest(Run run) {
        return run.progress().newestRecord().orElse(Instant.MIN);
    }

    private void stopIfDecided(Run run) {
        Look last =
                looks.computeIfAbsent(run.id(), first -> new Look(stopOf(run).metrics(), 0, Instant.EPOCH));
        long stored = run.progress().stored();
        if (stored == last.upTo()) {
            return;
        }
        UUID id = run.id().value();
        if (evidences.increased(id, last.decisive(), last.upTo(), stored)) {
            EarlyStop stop = stopOf(run);
            evidences.remembering(id, stop::decide).ifPresent(reason -> control.stop(run.id(), BURNIN, reason));
        }
        looks.put(run.id(), last.at(stored));
    }

    private EarlyStop stopOf(Run run) {
        return EarlyStop.of(plans.of(run));
    }
}
