package io.burnin.server.ingest;

import io.burnin.metric.SeriesKey;
import io.burnin.server.run.RunId;
import io.burnin.server.web.Json;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The series of a run and their short numbers, given in the order in which they were first seen. */
@ApplicationScoped
class SeriesTable {

    private static final String KNOWN = "select id, metric, labels from series where run = ?";
    private static final String INSERT = "insert into series (run, id, metric, labels) values (?, ?, ?, ?)";

    private final Json json;
    private final IngestConfig config;

    SeriesTable(Json json, IngestConfig config) {
        this.json = json;
        this.config = config;
    }

    /** The numbers of these series; those that are new get one. Only for who holds the run's row. */
    Map<SeriesKey, Integer> ids(Connection connection, RunId run, Set<SeriesKey> wanted) throws SQLException {
        Map<Name, Integer> known = known(connection, run);
        Map<SeriesKey, Integer> ids = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int before = known.size();
            for (SeriesKey key : wanted) {
                var name = new Name(key.metric(), json.write(key.labels()));
                Integer id = known.get(name);
                if (id == null) {
                    id = known.size() + 1;
                    known.put(name, id);
                    insert.setObject(1, run.value());
                    insert.setInt(2, id);
                    insert.setString(3, name.metric());
                    insert.setString(4, name.labels());
                    insert.addBatch();
                }
                ids.put(key, id);
            }
            requireFew(known.size());
            if (known.size() > before) {
                insert.executeBatch();
            }
        }
        return ids;
    }

    private void requireFew(int series) {
        if (series > config.mostSeries()) {
            throw Problem.of(
                    ProblemType.BAD_RECORD,
                    "the run would have %d series and may have %d: a label must not hold what is different each time",
                    series,
                    config.mostSeries());
        }
    }

    private static Map<Name, Integer> known(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setObject(1, run.value());
            try (ResultSet rows = select.executeQuery()) {
                Map<Name, Integer> known = new HashMap<>();
                while (rows.next()) {
                    known.put(new Name(rows.getString("metric"), rows.getString("labels")), rows.getInt("id"));
                }
                return known;
            }
        }
    }

    /** @param labels canonical JSON */
    private record Name(String metric, String labels) {}
}
