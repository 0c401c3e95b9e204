package io.burnin.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** How values get into columns and out of them. */
public final class Columns {

    /** As its driver takes it: PostgreSQL's sends arrays of primitives in binary, H2's wants objects. */
    static Object of(Object value, Connection connection) throws SQLException {
        return switch (value) {
            case null -> null;
            case Instant at -> at.atOffset(ZoneOffset.UTC);
            case long[] numbers
            when isH2(connection) -> LongStream.of(numbers).boxed().toArray(Long[]::new);
            case double[] numbers
            when isH2(connection) -> Arrays.stream(numbers).boxed().toArray(Double[]::new);
            default -> value;
        };
    }

    private static boolean isH2(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2");
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private Columns() {}
}
