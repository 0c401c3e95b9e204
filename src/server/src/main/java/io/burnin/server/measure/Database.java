package io.burnin.server.measure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Plain SQL, for what goes past Hibernate: rows are read one by one, whatever their number. */
@ApplicationScoped
public class Database {

    /** Rows that are fetched at a time; a row of samples is some kilobytes. */
    private static final int ROWS_AT_A_TIME = 200;

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    public interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    public <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
        var rows = new ArrayList<T>();
        each(sql, row -> rows.add(reader.read(row)), values);
        return rows;
    }

    /** A failed query is a defect or a database that is gone: nothing that a caller could decide on. */
    public void each(String sql, RowVisitor visitor, Object... values) {
        try (Connection connection = source.getConnection()) {
            boolean commitsItself = connection.getAutoCommit();
            if (commitsItself) {
                // PostgreSQL sends a result piece by piece only within a transaction.
                connection.setAutoCommit(false);
            }
            try {
                visit(connection, sql, visitor, values);
            } finally {
                if (commitsItself) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("query failed: " + sql, failed);
        }
    }

    /** Within the transaction of the caller. */
    public void update(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("update failed: " + sql, failed);
        }
    }

    /** As a column holds it; milliseconds since the epoch stay as they are. */
    public static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static void visit(Connection connection, String sql, RowVisitor visitor, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            fill(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        }
    }
}
