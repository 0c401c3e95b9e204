package io.burnin.server.run;

import io.agroal.api.AgroalDataSource;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.OccurrenceStatus;
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
import java.util.Optional;

/** Which tests of a run have begun and ended, and how. */
@ApplicationScoped
public class Occurrences {

    private static final int LONGEST_REASON = 4000;
    private static final String BEGIN = "insert into occurrence"
            + " (run, test, number, status, planned_at, started_at, reason) values (?, ?, ?, 'RUNNING', ?, ?, '')";
    private static final String END = "update occurrence set status = ?, ended_at = ?, error_class = ?, reason = ?"
            + " where run = ? and test = ? and number = ?";
    private static final String SKIP = "insert into occurrence"
            + " (run, test, number, status, planned_at, started_at, ended_at, error_class, reason)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ALL =
            "select test, number, status, planned_at, started_at, ended_at, error_class, reason"
                    + " from occurrence where run = ? order by started_at, test, number";

    private final AgroalDataSource database;

    Occurrences(AgroalDataSource database) {
        this.database = database;
    }

    /** One scheduling of a test, as far as it has got. */
    public record Occurrence(
            String test,
            int number,
            OccurrenceStatus status,
            Instant plannedAt,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<ErrorClass> errorClass,
            String reason) {}

    /** In order of their starts. */
    @Transactional
    public List<Occurrence> of(RunId run) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setObject(1, run.value());
            try (ResultSet rows = select.executeQuery()) {
                List<Occurrence> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(toOccurrence(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
    }

    void append(RunId run, List<Numbered<?>> records) {
        try (Connection connection = database.getConnection()) {
            for (Numbered<?> each : records) {
                switch (each.record()) {
                    case OccurrenceStarted started -> begin(connection, run, started);
                    case OccurrenceEnded ended -> end(connection, run, ended);
                    default -> {
                        // Nothing that an occurrence consists of.
                    }
                }
            }
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
    }

    private static void begin(Connection connection, RunId run, OccurrenceStarted started) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
            insert.setObject(1, run.value());
            insert.setString(2, started.test());
            insert.setInt(3, started.number());
            insert.setObject(4, utc(started.plannedAt()));
            insert.setObject(5, utc(started.at()));
            insert.executeUpdate();
        }
    }

    private static void end(Connection connection, RunId run, OccurrenceEnded ended) throws SQLException {
        String errorClass = ended.errorClass().map(ErrorClass::name).orElse(null);
        try (PreparedStatement update = connection.prepareStatement(END)) {
            update.setString(1, ended.status().name());
            update.setObject(2, utc(ended.at()));
            update.setString(3, errorClass);
            update.setString(4, Texts.shortened(ended.reason(), LONGEST_REASON));
            update.setObject(5, run.value());
            update.setString(6, ended.test());
            update.setInt(7, ended.number());
            if (update.executeUpdate() == 1) {
                return;
            }
        }
        // It never began: skipped.
        try (PreparedStatement insert = connection.prepareStatement(SKIP)) {
            insert.setObject(1, run.value());
            insert.setString(2, ended.test());
            insert.setInt(3, ended.number());
            insert.setString(4, ended.status().name());
            insert.setObject(5, utc(ended.at()));
            insert.setObject(6, utc(ended.at()));
            insert.setObject(7, utc(ended.at()));
            insert.setString(8, errorClass);
            insert.setString(9, Texts.shortened(ended.reason(), LONGEST_REASON));
            insert.executeUpdate();
        }
    }

    private static Occurrence toOccurrence(ResultSet row) throws SQLException {
        return new Occurrence(
                row.getString("test"),
                row.getInt("number"),
                OccurrenceStatus.valueOf(row.getString("status")),
                row.getObject("planned_at", OffsetDateTime.class).toInstant(),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("error_class")).map(ErrorClass::valueOf),
                row.getString("reason"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
