package io.burnin.server.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.web.Json;
import io.burnin.verdict.ErrorClass;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
    private static final String AFTER = "select * from step where run = ? and seq > ? order by seq limit ?";

    private final Database database;
    private final Json json;

    Steps(Database database, Json json) {
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
    public List<Step> of(RunId run) {
        return database.list(ALL, this::toStep, run.value());
    }

    /** Those begun with a record behind that one. */
    public List<Step> after(RunId run, long seq, int limit) {
        return database.list(AFTER, this::toStep, run.value(), seq, limit);
    }

    void append(RunId run, List<Numbered<?>> records) {
        for (Numbered<?> each : records) {
            switch (each.record()) {
                case StepIntended intended -> intend(run, each.seq(), intended);
                case StepEnded ended -> end(run, ended);
                default -> {
                    // Nothing of a step.
                }
            }
        }
    }

    private void intend(RunId run, long seq, StepIntended intended) {
        database.update(
                INTEND,
                run.value(),
                seq,
                intended.test(),
                intended.occurrence(),
                intended.step(),
                intended.action(),
                Texts.shortened(intended.what(), LONGEST_TEXT),
                intended.at());
    }

    private void end(RunId run, StepEnded ended) {
        database.update(
                END,
                ended.at(),
                ended.outcome().name(),
                ended.errorClass().map(ErrorClass::name).orElse(null),
                Texts.shortened(ended.message(), LONGEST_TEXT),
                ended.millis(),
                json.write(ended.detail()),
                run.value(),
                run.value(),
                ended.test(),
                ended.occurrence(),
                ended.step());
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
                Columns.instant(row, "intended_at"),
                Columns.optionalInstant(row, "ended_at"),
                Optional.ofNullable(row.getString("outcome")).map(StepEnded.Outcome::valueOf),
                Optional.ofNullable(row.getString("error_class")).map(ErrorClass::valueOf),
                row.getString("message"),
                took,
                json.read(row.getString("detail_json"), TEXTS));
    }
}
