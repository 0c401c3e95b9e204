package io.burnin.server.ingest;

import io.burnin.metric.SeriesKey;
import io.burnin.server.database.Database;
import io.burnin.server.run.RunId;
import io.burnin.server.web.Json;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The series of a run and their short numbers, given in the order in which they were first seen. */
@ApplicationScoped
class SeriesTable {

    private static final String KNOWN = "select id, metric, labels from series where run = ?";
    private static final String INSERT = "insert into series (run, id, metric, labels) values (?, ?, ?, ?)";

    private final Database database;
    private final Json json;
    private final IngestConfig config;

    SeriesTable(Database database, Json json, IngestConfig config) {
        this.database = database;
        this.json = json;
        this.config = config;
    }

    /** The numbers of these series; those that are new get one. Only for who holds the run's row. */
    Map<SeriesKey, Integer> ids(RunId run, Set<SeriesKey> wanted) {
        Map<Name, Integer> known = known(run);
        Map<SeriesKey, Integer> ids = new HashMap<>();
        List<Object[]> added = new ArrayList<>();
        for (SeriesKey key : wanted) {
            var name = new Name(key.metric(), json.write(key.labels()));
            Integer id = known.get(name);
            if (id == null) {
                id = known.size() + 1;
                known.put(name, id);
                added.add(new Object[] {run.value(), id, name.metric(), name.labels()});
            }
            ids.put(key, id);
        }
        requireFew(known.size());
        database.insert(INSERT, added);
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

    private Map<Name, Integer> known(RunId run) {
        Map<Name, Integer> known = new HashMap<>();
        database.each(
                KNOWN,
                row -> known.put(new Name(row.getString("metric"), row.getString("labels")), row.getInt("id")),
                run.value());
        return known;
    }

    /** @param labels canonical JSON */
    private record Name(String metric, String labels) {}
}
