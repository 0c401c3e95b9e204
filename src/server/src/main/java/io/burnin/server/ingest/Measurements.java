package io.burnin.server.ingest;

import io.agroal.api.AgroalDataSource;
import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord.Absent;
import io.burnin.protocol.RunRecord.Seen;
import io.burnin.protocol.RunRecord.States;
import io.burnin.server.run.Numbered;
import io.burnin.server.run.RunId;
import io.burnin.server.run.StorageFailed;
import io.burnin.server.run.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stores what an agent measured, past Hibernate: this is the mass. */
@ApplicationScoped
class Measurements {

    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_REASON = 4000;
    private static final String SAMPLES = "insert into sample_block"
            + " (run, series, seq, first_at, last_at, n, total, lowest, highest, times, readings)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String STATES =
            "insert into state_sample (run, series, seq, part, at, reading) values (?, ?, ?, ?, ?, ?)";
    private static final String SEEN = "insert into exemplar (run, seq, series, at, text) values (?, ?, ?, ?, ?)";
    private static final String ABSENT =
            "insert into absence (run, seq, probe, from_at, to_at, reason) values (?, ?, ?, ?, ?, ?)";

    private final AgroalDataSource database;
    private final SeriesTable series;

    Measurements(AgroalDataSource database, SeriesTable series) {
        this.database = database;
        this.series = series;
    }

    /** A batch's measurements, by kind. */
    record Taken(
            SeriesBlocks samples,
            List<Numbered<States>> states,
            List<Numbered<Seen>> seen,
            List<Numbered<Absent>> absent) {

        Set<SeriesKey> series() {
            Set<SeriesKey> keys = new LinkedHashSet<>();
            samples.all().forEach(block -> keys.add(block.series));
            states.forEach(each -> keys.add(keyOf(each.record())));
            seen.forEach(each -> keys.add(keyOf(each.record())));
            return keys;
        }
    }

    /** Only while the run is being changed. */
    @Transactional(Transactional.TxType.MANDATORY)
    void append(RunId run, Taken taken) {
        try (Connection connection = database.getConnection()) {
            Set<SeriesKey> needed = taken.series();
            Map<SeriesKey, Integer> ids = needed.isEmpty() ? Map.of() : series.ids(connection, run, needed);
            storeSamples(connection, run, taken.samples().all(), ids);
            storeStates(connection, run, taken.states(), ids);
            storeSeen(connection, run, taken.seen(), ids);
            storeAbsent(connection, run, taken.absent());
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
    }

    private static void storeSamples(
            Connection connection, RunId run, List<SeriesBlocks.Block> blocks, Map<SeriesKey, Integer> ids)
            throws SQLException {
        if (blocks.isEmpty()) {
            return;
        }
        Columns columns = Columns.of(connection);
        try (PreparedStatement insert = connection.prepareStatement(SAMPLES)) {
            for (SeriesBlocks.Block block : blocks) {
                long[] times = block.times();
                double[] readings = block.readings();
                double total = 0;
                double lowest = readings[0];
                double highest = readings[0];
                for (double reading : readings) {
                    total += reading;
                    lowest = Math.min(lowest, reading);
                    highest = Math.max(highest, reading);
                }
                insert.setObject(1, run.value());
                insert.setInt(2, ids.get(block.series));
                insert.setLong(3, block.seq);
                insert.setLong(4, times[0]);
                insert.setLong(5, times[times.length - 1]);
                insert.setInt(6, times.length);
                insert.setDouble(7, total);
                insert.setDouble(8, lowest);
                insert.setDouble(9, highest);
                columns.set(insert, 10, times);
                columns.set(insert, 11, readings);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void storeStates(
            Connection connection, RunId run, List<Numbered<States>> records, Map<SeriesKey, Integer> ids)
            throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(STATES)) {
            for (Numbered<States> each : records) {
                States states = each.record();
                for (int part = 0; part < states.times().length; part++) {
                    insert.setObject(1, run.value());
                    insert.setInt(2, ids.get(keyOf(states)));
                    insert.setLong(3, each.seq());
                    insert.setInt(4, part);
                    insert.setLong(5, states.times()[part]);
                    insert.setString(6, Texts.shortened(states.values().get(part), LONGEST_TEXT));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void storeSeen(
            Connection connection, RunId run, List<Numbered<Seen>> records, Map<SeriesKey, Integer> ids)
            throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(SEEN)) {
            for (Numbered<Seen> each : records) {
                insert.setObject(1, run.value());
                insert.setLong(2, each.seq());
                insert.setInt(3, ids.get(keyOf(each.record())));
                insert.setObject(4, each.record().at().atOffset(ZoneOffset.UTC));
                insert.setString(5, Texts.shortened(each.record().text(), LONGEST_TEXT));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void storeAbsent(Connection connection, RunId run, List<Numbered<Absent>> records)
            throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(ABSENT)) {
            for (Numbered<Absent> each : records) {
                Absent absent = each.record();
                insert.setObject(1, run.value());
                insert.setLong(2, each.seq());
                insert.setString(3, absent.probe());
                insert.setObject(4, absent.from().atOffset(ZoneOffset.UTC));
                insert.setObject(5, absent.at().atOffset(ZoneOffset.UTC));
                insert.setString(6, Texts.shortened(absent.reason(), LONGEST_REASON));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static SeriesKey keyOf(States states) {
        return new SeriesKey(states.metric(), states.labels());
    }

    private static SeriesKey keyOf(Seen seen) {
        return new SeriesKey(seen.metric(), seen.labels());
    }
}
