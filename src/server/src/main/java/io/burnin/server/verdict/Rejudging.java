package io.burnin.server.verdict;

import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Problem.Severity;
import io.burnin.server.plan.PlanProblems;
import io.burnin.server.plan.Plans;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.server.verdict.Judging.Judged;
import io.burnin.server.verdict.Revision.Cause;
import io.burnin.server.verdict.Revision.OtherCriteria;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Judge;
import io.burnin.verdict.NeverMeasured;
import io.burnin.verdict.Verdict;
import io.burnin.verdict.VerdictChanges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * Judges a run by other criteria than its own: those of another version of its plan, or edited ones. What the run did not
 * measure as they want it is missing evidence.
 */
@ApplicationScoped
class Rejudging {

    private final Runs runs;
    private final Plans plans;
    private final RunPlans runPlans;
    private final RunEvidence evidences;
    private final Judging judging;
    private final StoredVerdicts stored;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Rejudging(
            Runs runs,
            Plans plans,
            RunPlans runPlans,
            RunEvidence evidences,
            Judging judging,
            StoredVerdicts stored,
            Audit audit,
            Caller caller,
            Clock clock) {
        this.runs = runs;
        this.plans = plans;
        this.runPlans = runPlans;
        this.evidences = evidences;
        this.judging = judging;
        this.stored = stored;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** By what to judge. */
    sealed interface Criteria {
        record OfVersion(int version) implements Criteria {}

        record OfText(String plan) implements Criteria {}
    }

    /**
     * A judgement by other criteria, beside the one by the run's own.
     *
     * @param otherCriteria compared with revision 0 while the run goes on
     * @param revision empty for a what-if
     */
    record Rejudged(Judged own, Verdict verdict, OtherCriteria otherCriteria, Optional<Revision> revision) {}

    /** Stores nothing. */
    Rejudged whatIf(Run run, Criteria criteria) {
        PlanFile file = file(run, criteria);
        Plan asked = asked(run, criteria, file);
        Plan executed = runPlans.of(run);
        Judged own = judging.of(run);
        NeverMeasured unmeasured = NeverMeasured.of(executed, asked);
        Verdict verdict = Judge.judge(asked, unmeasured.without(evidences.of(run)));
        if (verdict.checks().stream()
                .noneMatch(check -> check.isEvaluated() || check.value().isPresent())) {
            throw restsOnNothing(run, unmeasured);
        }
        var other = new OtherCriteria(
                criteria instanceof Criteria.OfVersion(int version) ? Optional.of(version) : Optional.empty(),
                criteria instanceof Criteria.OfText ? Optional.of(file.source()) : Optional.empty(),
                own.revision().orElse(0),
                VerdictChanges.between(executed, own.verdict(), asked, verdict),
                unmeasured.told());
        return new Rejudged(own, verdict, other, Optional.empty());
    }

    /** Keeps it as a revision, beside that of the run's own plan. */
    @Transactional
    Rejudged store(Run run, Criteria criteria, String reason) {
        if (!run.state().hasEnded()) {
            throw Problem.of(
                    ProblemType.RUN_GOES_ON,
                    "run %s is %s: judge it by other criteria without storing that, or wait for its end",
                    run.name(),
                    run.state().label());
        }
        // Before the run's row is held: judging may take its second.
        judging.of(run);
        var kept = new Rejudged[1];
        runs.change(run.id(), held -> {
            Rejudged found = whatIf(held, criteria);
            Revision revision = stored.add(
                    held,
                    found.verdict(),
                    clock.instant(),
                    Cause.PLAN,
                    caller.name(),
                    reason,
                    Optional.of(found.otherCriteria()));
            kept[0] = new Rejudged(found.own(), found.verdict(), found.otherCriteria(), Optional.of(revision));
            return held;
        });
        audit.record(
                "verdict.rejudge",
                run.name(),
                "revision %d, %s by %s: %s",
                kept[0].revision().orElseThrow().number(),
                kept[0].verdict().light(),
                kept[0].otherCriteria().name(),
                reason);
        return kept[0];
    }

    private PlanFile file(Run run, Criteria criteria) {
        String plan = run.order().plan();
        return switch (criteria) {
            case Criteria.OfVersion(int version) -> plans.require(plan, version).file();
            case Criteria.OfText(String text) -> edited(plan, text);
        };
    }

    private static PlanFile edited(String plan, String text) {
        try {
            PlanFile file = PlanFile.read(text);
            var lint = file.lint();
            if (lint.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
                throw new PlanException(lint);
            }
            if (!file.name().equals(plan)) {
                throw Problem.of(
                        ProblemType.INVALID,
                        "plan: this is %s, and the run is one of %s: edit the text of GET /plans/%s/versions/{version}",
                        file.name(),
                        plan,
                        plan);
            }
            return file;
        } catch (PlanException wrong) {
            throw PlanProblems.of(wrong);
        }
    }

    private Plan asked(Run run, Criteria criteria, PlanFile file) {
        try {
            return runPlans.as(run, file);
        } catch (PlanException wrong) {
            throw switch (criteria) {
                case Criteria.OfVersion(int version) ->
                    Problem.of(
                            ProblemType.INVALID,
                            "planVersion: %s@%d cannot judge a run of profile %s with the parameters of %s: %s; edit the"
                                    + " run's own version instead, and send its text as plan",
                            run.order().plan(),
                            version,
                            run.order().profile(),
                            run.name(),
                            wrong.problems().getFirst().message());
                case Criteria.OfText text -> PlanProblems.of(wrong);
            };
        }
    }

    private static Problem restsOnNothing(Run run, NeverMeasured unmeasured) {
        return Problem.of(
                        ProblemType.INVALID,
                        "none of these criteria finds a value in what run %s measured%s: a verdict would rest on nothing."
                                + " Keep the probes and tests as the run executed them, or start a run of the other plan",
                        run.name(),
                        unmeasured.isEmpty() ? "" : " (" + String.join("; ", unmeasured.told()) + ")")
                .with("unmeasured", unmeasured.told());
    }
}
