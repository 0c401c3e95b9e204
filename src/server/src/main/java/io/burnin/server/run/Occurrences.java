package io.burnin.server.run;

import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

    private final Database database;

    Occurrences(Database database) {
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
    public List<Occurrence> of(RunId run) {
        return database.list(ALL, Occurrences::toOccurrence, run.value());
    }

    void append(RunId run, List<Numbered<?>> records) {
        for (Numbered<?> each : records) {
            switch (each.record()) {
                case OccurrenceStarted started ->
                    database.update(
                            BEGIN, run.value(), started.test(), started.number(), started.plannedAt(), started.at());
                case OccurrenceEnded ended -> end(run, ended);
                default -> {
                    // Nothing that an occurrence consists of.
                }
            }
        }
    }

    private void end(RunId run, OccurrenceEnded ended) {
        String status = ended.status().name();
        String errorClass = ended.errorClass().map(ErrorClass::name).orElse(null);
        String reason = Texts.shortened(ended.reason(), LONGEST_REASON);
        int begun =
                database.update(END, status, ended.at(), errorClass, reason, run.value(), ended.test(), ended.number());
        if (begun == 0) {
            // It never began: skipped.
            database.update(
                    SKIP,
                    run.value(),
                    ended.test(),
                    ended.number(),
                    status,
                    ended.at(),
                    ended.at(),
                    ended.at(),
                    errorClass,
                    reason);
        }
    }

    private static Occurrence toOccurrence(ResultSet row) throws SQLException {
        return new Occurrence(
                row.getString("test"),
                row.getInt("number"),
                OccurrenceStatus.valueOf(row.getString("status")),
                Columns.instant(row, "planned_at"),
                Columns.instant(row, "started_at"),
                Columns.optionalInstant(row, "ended_at"),
                Optional.ofNullable(row.getString("error_class")).map(ErrorClass::valueOf),
                row.getString("reason"));
    }
}
