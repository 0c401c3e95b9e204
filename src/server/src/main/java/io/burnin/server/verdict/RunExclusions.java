package io.burnin.server.verdict;

import io.burnin.metric.Span;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.run.RunId;
import io.burnin.verdict.Exclusion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stretches of runs that shall not count, and those that somebody took back. */
@ApplicationScoped
class RunExclusions {

    private static final String SELECT = """
            select id, from_at, to_at, kind, reason, made_at, made_by, withdrawn_at, withdrawn_by, withdrawn_why
            from exclusion where run = ?""";

    private final Database database;

    RunExclusions(Database database) {
        this.database = database;
    }

    /** @param withdrawn empty while it is in effect */
    record Entry(UUID id, Exclusion exclusion, Instant madeAt, Optional<Withdrawal> withdrawn) {}

    /** Of a run, in order of time. */
    List<Entry> of(RunId run) {
        return database.list(SELECT + " order by from_at, to_at, id", RunExclusions::entry, run.value());
    }

    Optional<Entry> find(RunId run, UUID id) {
        return database.list(SELECT + " and id = ?", RunExclusions::entry, run.value(), id).stream()
                .findFirst();
    }

    /** How many were made and taken back. */
    int changes(RunId run) {
        return database.list(
                        "select count(*) + count(withdrawn_at) from exclusion where run = ?",
                        row -> row.getInt(1),
                        run.value())
                .getFirst();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Entry add(RunId run, Exclusion exclusion, Instant now) {
        UUID id = UUID.randomUUID();
        database.update(
                """
                insert into exclusion (id, run, from_at, to_at, kind, reason, made_at, made_by)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                id,
                run.value(),
                exclusion.span().from(),
                exclusion.span().to(),
                exclusion.kind().name(),
                exclusion.reason(),
                now,
                exclusion.by());
        return new Entry(id, exclusion, now, Optional.empty());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Entry withdraw(Entry entry, Withdrawal withdrawal) {
        database.update(
                "update exclusion set withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ? where id = ?",
                withdrawal.at(),
                withdrawal.by(),
                withdrawal.reason(),
                entry.id());
        return new Entry(entry.id(), entry.exclusion(), entry.madeAt(), Optional.of(withdrawal));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                new Exclusion(
                        new Span(Columns.instant(row, "from_at"), Columns.instant(row, "to_at")),
                        Exclusion.Kind.valueOf(row.getString("kind")),
                        row.getString("made_by"),
                        row.getString("reason")),
                Columns.instant(row, "made_at"),
                Withdrawal.read(row));
    }
}
