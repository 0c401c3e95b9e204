package io.burnin.server.web;

import java.sql.SQLException;
import java.util.Set;

/** Tells a database that is away or overloaded from a defect of ours. */
final class Outage {

    /** By SQLState: connection, resources, rollback for another transaction's sake, shutdown, lock time-outs. */
    private static final Set<String> CLASSES = Set.of("08", "53", "40", "57", "HY");

    static boolean isBehind(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failed) {
                String state = failed.getSQLState();
                // The pool's own time-out has no state: no connection came free.
                return state == null || state.length() >= 2 && CLASSES.contains(state.substring(0, 2));
            }
        }
        return false;
    }

    private Outage() {}
}
