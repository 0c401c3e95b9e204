package io.burnin.server.verdict;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.server.plan.Plans;
import io.burnin.server.run.Run;
import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.server.verdict.DecisionEntry.Kind;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import io.burnin.verdict.Verdict.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Takes what people decide: with a name, a reason and an end. */
@ApplicationScoped
class Deciding {

    /** Whoever lives with something looks at it again within a year. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Plans plans;
    private final Judging judging;
    private final RunDecisions decisions;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Deciding(Plans plans, Judging judging, RunDecisions decisions, Audit audit, Caller caller, Clock clock) {
        this.plans = plans;
        this.judging = judging;
        this.decisions = decisions;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** One reason of the run's verdict, as light as it is now. */
    @Transactional
    DecisionEntry accept(Run run, String subject, String reason, Instant until) {
        Verdict verdict = ended(run);
        Light seen = verdict.reasons().stream()
                .filter(each -> each.subject().equals(subject))
                .map(Reason::light)
                .reduce(Light::worseOf)
                .orElseThrow(() -> Problem.of(
                        ProblemType.INVALID,
                        "subject: nothing of %s speaks against run %s; %s",
                        subject,
                        run.name(),
                        subjects(verdict)));
        return add(run, Kind.ACCEPT, subject, Optional.empty(), seen, reason, until);
    }

    private static String subjects(Verdict verdict) {
        List<String> subjects =
                verdict.reasons().stream().map(Reason::subject).distinct().toList();
        return subjects.isEmpty() ? "nothing does" : "what does is " + String.join(", ", subjects);
    }

    @Transactional
    DecisionEntry override(Run run, Light light, String reason, Instant until) {
        Verdict verdict = ended(run);
        return add(run, Kind.OVERRIDE, "", Optional.of(light), verdict.light(), reason, until);
    }

    /** A criterion of the newest version of a plan, for the runs of all versions. */
    @Transactional
    DecisionEntry mute(String plan, String criterion, String reason, Instant until) {
        List<String> known = criteria(plans.require(plan).file());
        if (!known.contains(criterion)) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "criterion: plan %s has no criterion %s; it has %s",
                    plan,
                    criterion,
                    String.join(", ", known));
        }
        DecisionEntry entry = entry(Kind.MUTE, criterion, Optional.empty(), Optional.empty(), reason, until);
        decisions.add(Optional.empty(), Optional.of(plan), entry);
        audit.record("plan.mute", plan, "%s until %s: %s", criterion, until, reason);
        return entry;
    }

    private static List<String> criteria(PlanFile file) {
        try {
            Plan plan = file.example(file.profiles().getFirst());
            return Stream.concat(
                            plan.criteria().stream(),
                            plan.tests().values().stream().flatMap(test -> test.criteria().stream()))
                    .map(Criterion::path)
                    .toList();
        } catch (PlanException defect) {
            throw new IllegalStateException("plan %s is stored and cannot be read".formatted(file), defect);
        }
    }

    @Transactional
    DecisionEntry withdraw(Run run, UUID id, String reason) {
        DecisionEntry found = decisions
                .find(run.id(), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "run %s has no decision %s of its own; GET /runs/%s/decisions lists them, and mutes are the plan's",
                        run.name(),
                        id,
                        run.id()));
        return withdraw(run.name(), found, reason);
    }

    @Transactional
    DecisionEntry unmute(String plan, UUID id, String reason) {
        DecisionEntry found = decisions
                .findOfPlan(plan, id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "plan %s has no mute %s; GET /plans/%s/mutes lists them",
                        plan,
                        id,
                        plan));
        return withdraw(plan, found, reason);
    }

    private DecisionEntry withdraw(String subject, DecisionEntry found, String reason) {
        if (found.withdrawn().isPresent()) {
            return found;
        }
        audit.record("decision.withdraw", subject, "%s %s: %s", found.kind(), found.id(), reason);
        return decisions.withdraw(found, new Withdrawal(caller.name(), clock.instant(), reason));
    }

    private Verdict ended(Run run) {
        if (!run.state().hasEnded()) {
            throw Problem.of(
                    ProblemType.RUN_GOES_ON,
                    "run %s is %s: its verdict is provisional, so wait for its end, or cancel it",
                    run.name(),
                    run.state().label());
        }
        return judging.of(run).verdict();
    }

    private DecisionEntry add(
            Run run, Kind kind, String subject, Optional<Light> light, Light seen, String reason, Instant until) {
        DecisionEntry entry = entry(kind, subject, light, Optional.of(seen), reason, until);
        decisions.add(Optional.of(run.id()), Optional.empty(), entry);
        audit.record(
                "run." + kind.name().toLowerCase(java.util.Locale.ROOT),
                run.name(),
                "%s%s, computed %s, until %s: %s",
                subject,
                light.map(Light::name).orElse(""),
                seen,
                until,
                reason);
        return entry;
    }

    private DecisionEntry entry(
            Kind kind, String subject, Optional<Light> light, Optional<Light> seen, String reason, Instant until) {
        Instant now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "until: %s is not within a year from now (%s): a decision ends, and is made again if it still holds",
                    until,
                    now);
        }
        return new DecisionEntry(
                UUID.randomUUID(), kind, subject, light, seen, caller.name(), reason, now, until, Optional.empty());
    }
}
