package io.burnin.server.verdict;

import io.burnin.server.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** That somebody took back what somebody had said. Both stay. */
record Withdrawal(String by, Instant at, String reason) {

    /** From the columns {@code withdrawn_at}, {@code withdrawn_by} and {@code withdrawn_why}. */
    static Optional<Withdrawal> read(ResultSet row) throws SQLException {
        String by = row.getString("withdrawn_by");
        String why = row.getString("withdrawn_why");
        return Columns.optionalInstant(row, "withdrawn_at").map(at -> new Withdrawal(by, at, why));
    }
}
