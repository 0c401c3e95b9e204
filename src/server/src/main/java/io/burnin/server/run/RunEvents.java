package io.burnin.server.run;

import io.agroal.api.AgroalDataSource;
import io.burnin.server.web.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
            "select number, seq, at, kind, payload from run_event where run = ? and number > ? order by number";

    private final AgroalDataSource database;
    private final Json json;

    RunEvents(AgroalDataSource database, Json json) {
        this.database = database;
        this.json = json;
    }

    /**
     * An entry.
     *
     * @param seq the agent's record; empty for what the server added
     * @param payload JSON
     */
    public record Entry(long number, OptionalLong seq, Instant at, String kind, String payload) {}

    /** Something to be added. */
    record Entering(Optional<Long> seq, Instant at, String kind, String payload) {}

    /** Adds what the server itself saw. Only while the run is being changed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Run add(Run run, Instant at, String kind, Map<String, String> facts) {
        return add(run, List.of(new Entering(Optional.empty(), at, kind, json.write(facts))));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Run add(Run run, List<Entering> entries) {
        if (entries.isEmpty()) {
            return run;
        }
        long number = run.progress().events();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Entering entry : entries) {
                insert.setObject(1, run.id().value());
                insert.setLong(2, ++number);
                insert.setObject(3, entry.seq().orElse(null), java.sql.Types.BIGINT);
                insert.setObject(4, entry.at().atOffset(ZoneOffset.UTC));
                insert.setString(5, entry.kind());
                insert.setString(6, entry.payload());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
        return run.with(run.progress().eventsTo(number));
    }

    /** In order, from the one behind that number. */
    @Transactional
    public List<Entry> after(RunId run, long number, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(AFTER)) {
            select.setObject(1, run.value());
            select.setLong(2, number);
            select.setMaxRows(limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(toEntry(rows));
                }
                return entries;
            }
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
    }

    private static Entry toEntry(ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        OptionalLong told = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(seq);
        return new Entry(
                row.getLong("number"),
                told,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                row.getString("payload"));
    }
}
