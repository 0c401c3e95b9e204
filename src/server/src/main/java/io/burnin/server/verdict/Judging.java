package io.burnin.server.verdict;

import io.burnin.plan.Plan;
import io.burnin.protocol.Mode;
import io.burnin.server.run.Recent;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.Runs;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Judge;
import io.burnin.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * The verdict of every run, at any time. While a run goes on it is judged when somebody asks, on what is stored by then; when it
 * has ended it is judged once, by whoever comes first, and that is kept.
 */
@ApplicationScoped
public class Judging {

    private static final int MOST_PROVISIONAL = 100;

    private final Runs runs;
    private final RunPlans plans;
    private final RunEvidence evidences;
    private final StoredVerdicts stored;
    private final RunExclusions exclusions;
    private final Clock clock;
    private final Recent<Question, Verdict> provisional = new Recent<>(MOST_PROVISIONAL);

    Judging(
            Runs runs,
            RunPlans plans,
            RunEvidence evidences,
            StoredVerdicts stored,
            RunExclusions exclusions,
            Clock clock) {
        this.runs = runs;
        this.plans = plans;
        this.evidences = evidences;
        this.stored = stored;
        this.exclusions = exclusions;
        this.clock = clock;
    }

    /** @param excluded how often somebody excluded something, or took that back */
    private record Question(RunId run, long stored, int excluded) {}

    /** A verdict, and which revision it is; empty while it is provisional. */
    public record Judged(Run run, Verdict verdict, Optional<Integer> revision) {}

    /** @throws Problem NO_VERDICT of a rehearsal */
    public Judged of(Run run) {
        if (run.order().mode() == Mode.REHEARSAL) {
            throw Problem.of(
                    ProblemType.NO_VERDICT,
                    "run %s is a rehearsal and is not judged: GET /runs/%s/rehearsal shows what it found",
                    run.name(),
                    run.id());
        }
        return run.state().hasEnded() ? end(run) : soFar(run);
    }

    /** The newest judgement by other criteria on the same evidence: it stands beside the verdict. */
    public Optional<Revision> byOtherCriteria(Judged judged) {
        return judged.revision()
                .flatMap(own -> stored.findByOtherCriteria(judged.run()).filter(other -> other.number() > own));
    }

    private Judged soFar(Run run) {
        var question = new Question(run.id(), run.progress().stored(), exclusions.changes(run.id()));
        Verdict verdict = provisional.find(question).orElseGet(() -> provisional.keep(question, judge(run)));
        return new Judged(run, verdict, Optional.empty());
    }

    private Judged end(Run run) {
        return stored.find(run)
                .map(known -> new Judged(run, known.verdict(), Optional.of(known.number())))
                .orElseGet(() -> judgeOnce(run.id()));
    }

    /** Holds the run's row: a second caller waits, and finds what the first has stored. */
    @Transactional
    Judged judgeOnce(RunId id) {
        var judged = new Judged[1];
        runs.change(id, run -> {
            if (!run.state().hasEnded()) {
                judged[0] = soFar(run);
                return run;
            }
            Revision revision = stored.find(run).orElseGet(() -> stored.add(run, judge(run), clock.instant()));
            evidences.forget(run);
            Run told = run.with(revision.verdict().light());
            judged[0] = new Judged(told, revision.verdict(), Optional.of(revision.number()));
            return told;
        });
        return judged[0];
    }

    /** On what is stored of it at this moment. */
    Verdict judge(Run run) {
        Plan plan = plans.of(run);
        return evidences.remembering(run, evidence -> Judge.judge(plan, evidence));
    }
}
