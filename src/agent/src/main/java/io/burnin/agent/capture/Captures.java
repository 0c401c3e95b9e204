package io.burnin.agent.capture;

import static java.lang.System.Logger.Level.ERROR;

import io.burnin.agent.capture.Sources.Found;
import io.burnin.agent.capture.Sources.Taken;
import io.burnin.agent.policy.NamedSecrets;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services.Living;
import io.burnin.plan.Capture;
import io.burnin.plan.Capture.Moment;
import io.burnin.plan.Plan;
import io.burnin.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes what the plan wants to keep of its target, at the moments that it names. What cannot be taken is told as absent, and why; no
 * capture ends a run. A step waits for what is read before it, and for nothing else. Safe for many threads; one taking at a time.
 */
public final class Captures implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Captures.class.getName());

    /** What is not begun by then is told as absent: a step may wait for it. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Plan plan;
    private final RunClock clock;
    private final Sources sources;
    private final Keeper keeper;
    private boolean isClosed;

    /** @param living the processes of a service, the root first */
    public Captures(
            Plan plan,
            RunClock clock,
            Recorder recorder,
            Function<String, List<Living>> living,
            Policy policy,
            Secrets secrets,
            Remembered remembered) {
        this.plan = plan;
        this.clock = clock;
        this.sources = new Sources(clock, policy, new ProcessList(living, ProcessTable.ofThisHost()));
        Set<String> names =
                plan.captures().isEmpty() ? Set.of() : NamedSecrets.of(plan).keySet();
        this.keeper = new Keeper(clock, recorder, Redaction.of(names, secrets), remembered);
    }

    /** What is required holds, and nothing has been touched. */
    public void start() {
        take(Moment.START, "the run begins");
    }

    /** Only what comes first counts. */
    public void red(String reason) {
        take(Moment.RED, reason);
    }

    /** To be told of each step of a test before it acts. */
    public void before(Step step, String occasion) {
        if (step instanceof Step.ServiceAct act && act.verb().endsProcesses()) {
            take(Moment.BEFORE_RESTART, occasion);
        }
    }

    /** Nothing is taken after it, and all that was taken is in the journal. */
    public void end(String reason) {
        take(Moment.END, reason);
        close();
    }

    private synchronized void take(Moment moment, String occasion) {
        List<Capture> wanted = plan.captures().stream()
                .filter(capture -> capture.when().contains(moment))
                .toList();
        if (isClosed || wanted.isEmpty() || !keeper.begins(moment)) {
            return;
        }
        try {
            long until = clock.nanos() + LONGEST.toNanos();
            for (Capture capture : wanted) {
                keeper.keep(take(capture, until), capture.max(), moment, occasion);
            }
        } catch (RuntimeException defect) {
            LOG.log(ERROR, "defect while capturing at " + moment.word(), defect);
        }
        keeper.taken(moment);
    }

    private List<Taken> take(Capture capture, long until) {
        var taken = new ArrayList<Taken>();
        long left = capture.max();
        for (Found found : sources.of(capture.source())) {
            Taken next = take(found, left, until);
            left -= next instanceof Taken.Some(Found of, Raw raw) ? raw.size() : 0;
            taken.add(next);
        }
        return taken;
    }

    private Taken take(Found found, long left, long until) {
        if (clock.nanos() - until > 0) {
            return found.absent("what was to be captured before it took %d s".formatted(LONGEST.toSeconds()));
        }
        return left > 0
                ? sources.take(found, left)
                : found.absent("the max of its capture is used up by files that were written later");
    }

    /** What was taken is written; nothing more is. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        keeper.close();
    }
}
