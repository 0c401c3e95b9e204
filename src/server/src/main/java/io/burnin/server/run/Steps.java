package io.burnin.server.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agroal.api.AgroalDataSource;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import io.burnin.server.web.Json;
import io.burnin.verdict.ErrorClass;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was done in a run, step by step. */
@ApplicationScoped
public class Steps {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final int LONGEST_TEXT = 4000;
    private static final String INTEND = "insert into step"
            + " (run, seq, test, occurrence, place, action, what, intended_at, message, detail_json)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, '', '{}')";
    /** The oldest of that place that has no outcome yet: a step of a repeat is begun and ended several times. */
    private static final String END = "update step"
            + " set ended_at = ?, outcome = ?, error_class = ?, message = ?, millis = ?, detail_json = ?"
            + " where run = ? and seq = (select min(s.seq) from step s"
            + " where s.run = ? and s.test = ? and s.occurrence = ? and s.place = ? and s.outcome is null)";

    private static final String ALL = "select * from step where run = ? order by seq";

    private final AgroalDataSource database;
    private final Json json;

    Steps(AgroalDataSource database, Json json) {
        this.database = database;
        this.json = json;
    }

    /**
     * One thing done.
     *
     * @param place where in its test, e.g. {@code steps/1}
     * @param outcome empty while nobody knows it
     */
    public record Step(
            long seq,
            String test,
            int occurrence,
            String place,
            String action,
            String what,
            Instant intendedAt,
            Optional<Instant> endedAt,
            Optional<StepEnded.Outcome> outcome,
            Optional<ErrorClass> errorClass,
            String message,
            OptionalDouble millis,
            Map<String, String> detail) {}

    /** In the order in which they were begun. */
    @Transactional
    public List<Step> of(RunId run) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setObject(1, run.value());
            try (ResultSet rows = select.executeQuery()) {
                List<Step> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(toStep(rows));
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
                    case StepIntended intended -> intend(connection, run, each.seq(), intended);
                    case StepEnded ended -> end(connection, run, ended);
                    default -> {
                        // Nothing of a step.
                    }
                }
            }
        } catch (SQLException failed) {
            throw new StorageFailed(failed);
        }
    }

    private static void intend(Connection connection, RunId run, long seq, StepIntended intended) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INTEND)) {
            insert.setObject(1, run.value());
            insert.setLong(2, seq);
            insert.setString(3, intended.test());
            insert.setInt(4, intended.occurrence());
            insert.setString(5, intended.step());
            insert.setString(6, intended.action());
            insert.setString(7, Texts.shortened(intended.what(), LONGEST_TEXT));
            insert.setObject(8, intended.at().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private void end(Connection connection, RunId run, StepEnded ended) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(END)) {
            update.setObject(1, ended.at().atOffset(ZoneOffset.UTC));
            update.setString(2, ended.outcome().name());
            update.setString(3, ended.errorClass().map(ErrorClass::name).orElse(null));
            update.setString(4, Texts.shortened(ended.message(), LONGEST_TEXT));
            update.setDouble(5, ended.millis());
            update.setString(6, json.write(ended.detail()));
            update.setObject(7, run.value());
            update.setObject(8, run.value());
            update.setString(9, ended.test());
            update.setInt(10, ended.occurrence());
            update.setString(11, ended.step());
            update.executeUpdate();
        }
    }

    private Step toStep(ResultSet row) throws SQLException {
        double millis = row.getDouble("millis");
        OptionalDouble took = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(millis);
        return new Step(
                row.getLong("seq"),
                row.getString("test"),
                row.getInt("occurrence"),
                row.getString("place"),
                row.getString("action"),
                row.getString("what"),
                row.getObject("intended_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("outcome")).map(StepEnded.Outcome::valueOf),
                Optional.ofNullable(row.getString("error_class")).map(ErrorClass::valueOf),
                row.getString("message"),
                took,
                json.read(row.getString("detail_json"), TEXTS));
    }
}
