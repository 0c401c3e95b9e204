package io.burnin.server.ingest;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What lies in the tables, read without the code that wrote it. */
@ApplicationScoped
class StoredRecords {

    private static final String BLOCKS = "select s.metric, s.labels, b.n, b.total, b.times, b.readings"
            + " from sample_block b join series s on s.run = b.run and s.id = b.series where b.run = ? order by b.seq";

    private final AgroalDataSource database;

    StoredRecords(AgroalDataSource database) {
        this.database = database;
    }

    record Sample(String metric, String labels, long at, double reading) {}

    /** In the order in which they were recorded. */
    List<Sample> samples(String run) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(BLOCKS)) {
            select.setObject(1, UUID.fromString(run));
            try (ResultSet rows = select.executeQuery()) {
                List<Sample> samples = new ArrayList<>();
                while (rows.next()) {
                    Object[] times = array(rows.getArray("times"));
                    Object[] readings = array(rows.getArray("readings"));
                    for (int i = 0; i < times.length; i++) {
                        samples.add(
                                new Sample(rows.getString("metric"), rows.getString("labels"), (Long) times[i], (Double)
                                        readings[i]));
                    }
                }
                return samples;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    int count(String table, String run) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) from " + table + " where run = ?")) {
            select.setObject(1, UUID.fromString(run));
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Object[] array(Array array) throws SQLException {
        return (Object[]) array.getArray();
    }
}
