package io.burnin.server.verdict;

import io.burnin.plan.Criterion.Severity;
import io.burnin.server.database.Database;
import io.burnin.server.run.Run;
import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.verdict.Decided;
import io.burnin.verdict.Decision;
import io.burnin.verdict.Finding;
import io.burnin.verdict.Finding.Action;
import io.burnin.verdict.Findings;
import io.burnin.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The issues of a run: those that its verdict shows, and those that people add. */
@ApplicationScoped
public class RunFindings {

    private final Database database;
    private final RunDecisions decisions;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    RunFindings(Database database, RunDecisions decisions, Audit audit, Caller caller, Clock clock) {
        this.database = database;
        this.decisions = decisions;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Of the verdict first, then of people, oldest first; the source of those is who added them. */
    public List<Finding> of(Run run, Verdict verdict) {
        List<Decision> inEffect = Decided.of(
                        verdict,
                        decisions.of(run).stream()
                                .filter(entry -> entry.withdrawn().isEmpty())
                                .map(DecisionEntry::decision)
                                .toList(),
                        clock.instant())
                .inEffect();
        var findings = new ArrayList<Finding>();
        Findings.of(verdict).forEach(finding -> findings.add(accepted(finding, inEffect)));
        findings.addAll(database.list(
                "select description, severity, action, created_by from finding where run = ? order by created_at, id",
                row -> new Finding(
                        row.getString(1),
                        Severity.valueOf(row.getString(2)),
                        Action.valueOf(row.getString(3)),
                        row.getString(4)),
                run.id().value()));
        return findings;
    }

    /** Accepted is what is accepted for every criterion that is not green for it. */
    private static Finding accepted(Finding finding, List<Decision> inEffect) {
        List<String> subjects = finding.criteria().isEmpty() ? List.of(finding.source()) : finding.criteria();
        boolean accepted = subjects.stream()
                .allMatch(subject -> inEffect.stream()
                        .anyMatch(decision -> decision instanceof Decision.Accepted one
                                && one.subject().equals(subject)));
        return accepted ? finding.accepted() : finding;
    }

    @Transactional
    Finding add(Run run, String description, Severity severity, Action action) {
        database.update(
                """
                insert into finding (id, run, description, severity, action, created_at, created_by)
                values (?, ?, ?, ?, ?, ?, ?)""",
                UUID.randomUUID(),
                run.id().value(),
                description,
                severity.name(),
                action.name(),
                clock.instant(),
                caller.name());
        audit.record("finding.add", run.name(), "%s", description);
        return new Finding(description, severity, action, caller.name());
    }
}
