package io.burnin.server.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Plain SQL, for what goes past Hibernate: rows are read one by one and inserted in batches, whatever their number. Values may be
 * instants and arrays of numbers, too. A statement that fails is {@link StorageFailed}.
 */
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
            throw new StorageFailed(failed);
        }
    }

    /**
     * Within the transaction of the caller.
     *
     * @return how many rows it changed
     */
    public int update(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
    }

    /** Within the transaction of the caller; the values of one row after another. */
    public void insert(String sql, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                fill(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, Columns.of(values[i], statement.getConnection()));
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
