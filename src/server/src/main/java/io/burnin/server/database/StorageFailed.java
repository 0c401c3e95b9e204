package io.burnin.server.database;

import java.sql.SQLException;

/** The database refused or was gone. Rolls the transaction back. */
public final class StorageFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String DATA_EXCEPTION = "22";

    private final boolean dueToData;

    StorageFailed(SQLException cause) {
        super(cause.getMessage(), cause);
        String state = cause.getSQLState();
        dueToData = state != null && state.startsWith(DATA_EXCEPTION);
    }

    /** Whether the same data would be refused again. */
    public boolean isDueToData() {
        return dueToData;
    }
}
