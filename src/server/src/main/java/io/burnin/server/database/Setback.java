package io.burnin.server.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A failure of the database that is no defect of ours: the same, tried again, may succeed. */
public enum Setback {
    /** It is away or overloaded. */
    OUTAGE,
    /** Two wrote the same at once, each having looked before. */
    COLLISION;

    /** By SQLState: connection, resources, rollback for another transaction's sake, shutdown, lock time-outs. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "40", "57", "HY");

    private static final String UNIQUE_VIOLATION = "23505";

    /** Empty if something else was thrown. */
    public static Optional<Setback> behind(Throwable thrown) {
        return failures(thrown).findFirst().flatMap(Setback::of);
    }

    /** A transaction that fails at its end hides the reason among what is suppressed. */
    private static Stream<SQLException> failures(Throwable thrown) {
        if (thrown == null) {
            return Stream.of();
        }
        if (thrown instanceof SQLException failed) {
            return Stream.of(failed);
        }
        return Stream.concat(
                failures(thrown.getCause()),
                Arrays.stream(thrown.getSuppressed()).flatMap(Setback::failures));
    }

    private static Optional<Setback> of(SQLException failed) {
        String state = failed.getSQLState();
        if (UNIQUE_VIOLATION.equals(state)) {
            return Optional.of(COLLISION);
        }
        // The pool's own time-out has no state: no connection came free.
        boolean away = state == null || state.length() >= 2 && OUTAGES.contains(state.substring(0, 2));
        return away ? Optional.of(OUTAGE) : Optional.empty();
    }
}
