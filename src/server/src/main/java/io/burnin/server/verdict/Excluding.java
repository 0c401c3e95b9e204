package io.burnin.server.verdict;

import io.burnin.metric.Span;
import io.burnin.server.measure.Evidences;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunState;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.server.verdict.Revision.Cause;
import io.burnin.server.verdict.RunExclusions.Entry;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Exclusion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Excludes stretches of a run, and takes that back. A run that has ended is judged anew at once, as a further revision. */
@ApplicationScoped
class Excluding {

    private final Runs runs;
    private final Evidences evidences;
    private final RunExclusions exclusions;
    private final Judging judging;
    private final StoredVerdicts stored;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Excluding(
            Runs runs,
            Evidences evidences,
            RunExclusions exclusions,
            Judging judging,
            StoredVerdicts stored,
            Audit audit,
            Caller caller,
            Clock clock) {
        this.runs = runs;
        this.evidences = evidences;
        this.exclusions = exclusions;
        this.judging = judging;
        this.stored = stored;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    @Transactional
    Entry exclude(Run run, Instant from, Instant to, Exclusion.Kind kind, String reason) {
        Span span = checked(run, from, to);
        Entry entry = judgedAnew(
                run,
                reason,
                () -> exclusions.add(run.id(), new Exclusion(span, kind, caller.name(), reason), clock.instant()));
        audit.record("run.exclude", run.name(), "%s to %s, %s: %s", from, to, kind, reason);
        return entry;
    }

    @Transactional
    Entry withdraw(Run run, UUID id, String reason) {
        Entry found = exclusions
                .find(run.id(), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "run %s has no exclusion %s; GET /runs/%s/exclusions lists them",
                        run.name(),
                        id,
                        run.id()));
        if (found.withdrawn().isPresent()) {
            return found;
        }
        var withdrawal = new Withdrawal(caller.name(), clock.instant(), reason);
        Entry entry = judgedAnew(run, reason, () -> exclusions.withdraw(found, withdrawal));
        audit.record("run.include", run.name(), "exclusion %s: %s", id, reason);
        return entry;
    }

    private Entry judgedAnew(Run run, String reason, Supplier<Entry> change) {
        // What it came to before is a revision of its own.
        judging.of(run);
        var entry = new Entry[1];
        runs.change(run.id(), held -> {
            entry[0] = change.get();
            if (!held.state().hasEnded()) {
                return held;
            }
            Revision revision = stored.add(
                    held,
                    judging.judge(held),
                    clock.instant(),
                    Cause.EXCLUSION,
                    caller.name(),
                    reason,
                    Optional.empty());
            return held.with(revision.verdict().light());
        });
        return entry[0];
    }

    private Span checked(Run run, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw Problem.of(ProblemType.INVALID, "to: %s is not after %s", to, from);
        }
        if (run.state() instanceof RunState.Queued) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "run %s has not begun, and so has no time yet: exclude when it runs",
                    run.name());
        }
        Span allowed = allowed(run);
        if (from.isBefore(allowed.from()) || to.isAfter(allowed.to())) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "%s to %s is not within run %s, which %s from %s to %s of its own time",
                    from,
                    to,
                    run.name(),
                    run.state().hasEnded() ? "lasted" : "is to last",
                    allowed.from(),
                    allowed.to());
        }
        return new Span(from, to);
    }

    /** While it goes on until its planned end, so that work can be announced. */
    private Span allowed(Run run) {
        RunId id = run.id();
        Span measured = evidences.of(id.value()).run();
        Instant planned = measured.from().plus(run.planned());
        return run.state().hasEnded() || planned.isBefore(measured.to())
                ? measured
                : new Span(measured.from(), planned);
    }
}
