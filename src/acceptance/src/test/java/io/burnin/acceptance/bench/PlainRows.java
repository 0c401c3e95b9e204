package io.burnin.acceptance.bench;

import io.burnin.protocol.RunRecord.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGConnection;

/** The same samples as one would store them without Burnin: a row each, in the leanest table that holds them, without an index. */
final class PlainRows {

    private static final String TABLE =
            "create table plain_sample (run integer, series integer, at bigint, reading double precision)";
    private static final String COPY = "copy plain_sample (run, series, at, reading) from stdin";
    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final byte[] text;

    private PlainRows(Connection connection, byte[] text) {
        this.connection = connection;
        this.text = text;
    }

    static PlainRows in(Connection connection, BurnInSamples samples) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        return new PlainRows(connection, textOf(samples));
    }

    void copy() throws SQLException, IOException {
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(text), BUFFER);
    }

    private static byte[] textOf(BurnInSamples samples) {
        Map<String, Integer> series = new HashMap<>();
        var text = new ByteArrayOutputStream();
        for (Samples record : samples.records()) {
            int id = series.computeIfAbsent(record.metric(), metric -> series.size() + 1);
            var rows = new StringBuilder();
            for (int i = 0; i < record.times().length; i++) {
                rows.append("1\t")
                        .append(id)
                        .append('\t')
                        .append(record.times()[i])
                        .append('\t');
                rows.append(record.values()[i]).append('\n');
            }
            text.writeBytes(rows.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return text.toByteArray();
    }
}
