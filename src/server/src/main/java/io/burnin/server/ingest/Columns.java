package io.burnin.server.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.LongStream;

/** How an array gets into a column; the two drivers differ. */
enum Columns {
    H2 {
        @Override
        void set(PreparedStatement statement, int index, long[] values) throws SQLException {
            statement.setObject(index, LongStream.of(values).boxed().toArray(Long[]::new));
        }

        @Override
        void set(PreparedStatement statement, int index, double[] values) throws SQLException {
            statement.setObject(index, Arrays.stream(values).boxed().toArray(Double[]::new));
        }
    },
    /** Takes arrays of primitives and sends them in binary. */
    POSTGRESQL {
        @Override
        void set(PreparedStatement statement, int index, long[] values) throws SQLException {
            statement.setObject(index, values);
        }

        @Override
        void set(PreparedStatement statement, int index, double[] values) throws SQLException {
            statement.setObject(index, values);
        }
    };

    static Columns of(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2") ? H2 : POSTGRESQL;
    }

    abstract void set(PreparedStatement statement, int index, long[] values) throws SQLException;

    abstract void set(PreparedStatement statement, int index, double[] values) throws SQLException;
}
