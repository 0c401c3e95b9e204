package io.burnin.server.run;

import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who extended which run, by how much, and why. */
@ApplicationScoped
class RunExtensions {

    private static final String SELECT =
            "select id, by_seconds, total_seconds, reason, made_at, made_by from run_extension where run = ?";

    private final Database database;

    RunExtensions(Database database) {
        this.database = database;
    }

    /** @param total all extensions of the run up to this one */
    record Entry(UUID id, Duration by, Duration total, String reason, Instant madeAt, String madeBy) {}

    /** In the order in which they were made. */
    List<Entry> of(RunId run) {
        return database.list(SELECT + " order by total_seconds", RunExtensions::entry, run.value());
    }

    Optional<Entry> byKey(RunId run, String key) {
        return database.list(SELECT + " and idempotency_key = ?", RunExtensions::entry, run.value(), key).stream()
                .findFirst();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(RunId run, Entry entry, Optional<String> key) {
        database.update(
                """
                insert into run_extension (id, run, by_seconds, total_seconds, reason, made_at, made_by, idempotency_key)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                entry.id(),
                run.value(),
                entry.by().toSeconds(),
                entry.total().toSeconds(),
                entry.reason(),
                entry.madeAt(),
                entry.madeBy(),
                key.orElse(null));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                Duration.ofSeconds(row.getLong("by_seconds")),
                Duration.ofSeconds(row.getLong("total_seconds")),
                row.getString("reason"),
                Columns.instant(row, "made_at"),
                row.getString("made_by"));
    }
}
