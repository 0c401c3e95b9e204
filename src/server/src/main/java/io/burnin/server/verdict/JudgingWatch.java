package io.burnin.server.verdict;

import io.burnin.plan.Plan;
import io.burnin.server.measure.Evidences;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunControl;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.Runs;
import io.burnin.verdict.EarlyStop;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Judges runs that have ended though nobody asks, and ends those that one event has decided. What it remembers only saves it
 * from looking twice; several servers may watch the same runs.
 */
@ApplicationScoped
class JudgingWatch {

    private static final Logger LOG = Logger.getLogger(JudgingWatch.class);
    private static final String BURNIN = "burnin";

    private final Runs runs;
    private final RunPlans plans;
    private final RunControl control;
    private final Judging judging;
    private final StoredVerdicts stored;
    private final Evidences evidences;
    private final Map<RunId, Long> lookedAt = new HashMap<>();

    JudgingWatch(
            Runs runs,
            RunPlans plans,
            RunControl control,
            Judging judging,
            StoredVerdicts stored,
            Evidences evidences) {
        this.runs = runs;
        this.plans = plans;
        this.control = control;
        this.judging = judging;
        this.stored = stored;
        this.evidences = evidences;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void look() {
        for (RunId ended : stored.unjudged()) {
            attempt(ended, () -> judging.judgeOnce(ended));
        }
        var running = runs.running();
        lookedAt.keySet().retainAll(running.stream().map(Run::id).toList());
        running.forEach(run -> attempt(run.id(), () -> stopIfDecided(run)));
    }

    /** One run that cannot be judged must not keep the others from it. */
    private static void attempt(RunId run, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "run %s could not be looked at", run);
        }
    }

    private void stopIfDecided(Run run) {
        Plan plan = plans.of(run);
        EarlyStop stop = EarlyStop.of(plan);
        UUID id = run.id().value();
        long before = lookedAt.getOrDefault(run.id(), 0L);
        long now = run.progress().stored();
        if (evidences.increased(id, stop.metrics(), before, now)) {
            stop.decide(evidences.of(id)).ifPresent(reason -> control.stop(run.id(), BURNIN, reason));
        }
        lookedAt.put(run.id(), now);
    }
}
