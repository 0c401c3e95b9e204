package io.burnin.server.run;

import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.web.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The time line of each run: what its agent told but for samples, and what the server adds. Numbered from 1 without holes. */
@ApplicationScoped
public class RunEvents {

    private static final String INSERT =
            "insert into run_event (run, number, seq, at, kind, payload) values (?, ?, ?, ?, ?, ?)";
    private static final String AFTER =
            "select number, seq, at, kind, payload from run_event where run = ? and number > ? order by number limit ?";

    private static final String FIRST =
            "select number, seq, at, kind, payload from run_event where run = ? and kind = ? order by number limit 1";

    private static final String OF_KIND =
            "select number, seq, at, kind, payload from run_event where run = ? and kind = ? order by number limit ?";

    private final Database database;
    private final Json json;
    private final Alerts alerts;

    RunEvents(Database database, Json json, Alerts alerts) {
        this.database = database;
        this.json = json;
        this.alerts = alerts;
    }

    /**
     * An entry.
     *
     * @param seq the agent's record; empty for what the server added
     * @param at by the run's clock
     * @param payload JSON
     */
    public record Entry(long number, OptionalLong seq, Instant at, String kind, String payload) {}

    /** Something to be added. */
    record Entering(Optional<Long> seq, Instant at, String kind, String payload) {}

    /**
     * Adds what the server itself saw. Only while the run is being changed.
     *
     * @param at by the server's clock; the time line has it by the run's
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Run add(Run run, Instant at, String kind, Map<String, String> facts) {
        alerts.hear(run, at, kind, facts);
        return add(run, List.of(new Entering(Optional.empty(), run.runTime(at), kind, json.write(facts))));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Run add(Run run, List<Entering> entries) {
        if (entries.isEmpty()) {
            return run;
        }
        long number = run.progress().events();
        List<Object[]> rows = new ArrayList<>();
        for (Entering entry : entries) {
            rows.add(new Object[] {
                run.id().value(), ++number, entry.seq().orElse(null), entry.at(), entry.kind(), entry.payload()
            });
        }
        database.insert(INSERT, rows);
        return run.with(run.progress().eventsTo(number));
    }

    /** The first of that kind. */
    public Optional<Entry> first(RunId run, String kind) {
        return database.list(FIRST, RunEvents::toEntry, run.value(), kind).stream()
                .findFirst();
    }

    /** All of that kind, in order. */
    public List<Entry> of(RunId run, String kind, int limit) {
        return database.list(OF_KIND, RunEvents::toEntry, run.value(), kind, limit);
    }

    /** In order, from the one behind that number. */
    public List<Entry> after(RunId run, long number, int limit) {
        return database.list(AFTER, RunEvents::toEntry, run.value(), number, limit);
    }

    private static Entry toEntry(ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        OptionalLong told = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(seq);
        return new Entry(
                row.getLong("number"),
                told,
                Columns.instant(row, "at"),
                row.getString("kind"),
                row.getString("payload"));
    }
}
