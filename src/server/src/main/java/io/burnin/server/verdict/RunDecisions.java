package io.burnin.server.verdict;

import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.verdict.Light;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people decided about runs, and about criteria of plans. */
@ApplicationScoped
class RunDecisions {

    private static final String SELECT = """
            select id, kind, subject, light, seen, reason, made_at, made_by, until_at, withdrawn_at, withdrawn_by, withdrawn_why
            from decision""";

    private final Database database;

    RunDecisions(Database database) {
        this.database = database;
    }

    /** About a run, and about criteria of its plan; oldest first, with those that are over. */
    List<DecisionEntry> of(Run run) {
        return database.list(
                SELECT + " where run = ? or plan = ? order by made_at, id",
                RunDecisions::entry,
                run.id().value(),
                run.order().plan());
    }

    /** About criteria of a plan, oldest first, with those that are over. */
    List<DecisionEntry> ofPlan(String plan) {
        return database.list(SELECT + " where plan = ? order by made_at, id", RunDecisions::entry, plan);
    }

    Optional<DecisionEntry> find(RunId run, UUID id) {
        return database.list(SELECT + " where run = ? and id = ?", RunDecisions::entry, run.value(), id).stream()
                .findFirst();
    }

    Optional<DecisionEntry> findOfPlan(String plan, UUID id) {
        return database.list(SELECT + " where plan = ? and id = ?", RunDecisions::entry, plan, id).stream()
                .findFirst();
    }

    /** @param run empty for a mute, which is of a plan */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(Optional<RunId> run, Optional<String> plan, DecisionEntry entry) {
        database.update(
                """
                insert into decision (id, kind, run, plan, subject, light, seen, reason, made_at, made_by, until_at)
                values (?, ?, cast(? as uuid), cast(? as varchar), ?, cast(? as varchar), cast(? as varchar), ?, ?, ?, ?)""",
                entry.id(),
                entry.kind().name(),
                run.map(RunId::value).orElse(null),
                plan.orElse(null),
                entry.subject(),
                entry.light().map(Light::name).orElse(null),
                entry.seen().map(Light::name).orElse(null),
                entry.reason(),
                entry.madeAt(),
                entry.by(),
                entry.until());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    DecisionEntry withdraw(DecisionEntry entry, Withdrawal withdrawal) {
        database.update(
                "update decision set withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ? where id = ?",
                withdrawal.at(),
                withdrawal.by(),
                withdrawal.reason(),
                entry.id());
        return new DecisionEntry(
                entry.id(),
                entry.kind(),
                entry.subject(),
                entry.light(),
                entry.seen(),
                entry.by(),
                entry.reason(),
                entry.madeAt(),
                entry.until(),
                Optional.of(withdrawal));
    }

    private static DecisionEntry entry(ResultSet row) throws SQLException {
        return new DecisionEntry(
                row.getObject("id", UUID.class),
                DecisionEntry.Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                Optional.ofNullable(row.getString("light")).map(Light::valueOf),
                Optional.ofNullable(row.getString("seen")).map(Light::valueOf),
                row.getString("made_by"),
                row.getString("reason"),
                Columns.instant(row, "made_at"),
                Columns.instant(row, "until_at"),
                Withdrawal.read(row));
    }
}
