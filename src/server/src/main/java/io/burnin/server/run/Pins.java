package io.burnin.server.run;

import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The runs that people made the ones to compare with, and those that they no longer are. */
@ApplicationScoped
public class Pins {

    /** A pin that is in effect, and whether it is the newest of its plan and profile. */
    private static final String SELECT = """
            select p.run, p.pinned_at, p.pinned_by, p.reason, not exists (
                select 1 from pin q join run s on s.id = q.run
                where s.plan = r.plan and s.profile = r.profile and q.unpinned_at is null and q.pinned_at > p.pinned_at) counts
            from pin p join run r on r.id = p.run where p.unpinned_at is null and p.run in (%s)""";

    private final Database database;

    Pins(Database database) {
        this.database = database;
    }

    /** @param counts whether it is the newest of its plan and profile, with which runs are compared */
    public record Pin(Instant at, String by, String reason, boolean counts) {}

    /** The pin of a run; empty if it is not pinned. */
    Optional<Pin> of(RunId run) {
        return Optional.ofNullable(of(List.of(run)).get(run));
    }

    /** Of those among the runs that are pinned. */
    Map<RunId, Pin> of(Collection<RunId> runs) {
        var pins = new LinkedHashMap<RunId, Pin>();
        if (!runs.isEmpty()) {
            String places = String.join(", ", runs.stream().map(run -> "?").toList());
            database.each(
                    SELECT.formatted(places),
                    row -> pins.put(new RunId(row.getObject("run", UUID.class)), pin(row)),
                    runs.stream().map(RunId::value).toArray());
        }
        return pins;
    }

    private static Pin pin(ResultSet row) throws SQLException {
        return new Pin(
                Columns.instant(row, "pinned_at"),
                row.getString("pinned_by"),
                row.getString("reason"),
                row.getBoolean("counts"));
    }

    /** The run of a plan and profile that was pinned last by then, and had not been unpinned. */
    public Optional<RunId> newest(String plan, String profile, Instant asOf) {
        return database
                .list("""
                        select p.run from pin p join run r on r.id = p.run
                        where r.plan = ? and r.profile = ? and p.pinned_at <= ? and (p.unpinned_at is null or p.unpinned_at > ?)
                        order by p.pinned_at desc, p.id limit 1""", row -> new RunId(row.getObject("run", UUID.class)), plan, profile, asOf, asOf)
                .stream()
                .findFirst();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(RunId run, String reason, String by, Instant now) {
        database.update(
                "insert into pin (id, run, reason, pinned_at, pinned_by) values (?, ?, ?, ?, ?)",
                UUID.randomUUID(),
                run.value(),
                reason,
                now,
                by);
    }

    /** @return whether it was pinned */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean end(RunId run, String by, Instant now) {
        return database.update(
                        "update pin set unpinned_at = ?, unpinned_by = ? where run = ? and unpinned_at is null",
                        now,
                        by,
                        run.value())
                > 0;
    }
}
