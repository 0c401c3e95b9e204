package io.burnin.server.run;

import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.fleet.FleetConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * Since when agents could be heard without a break. While no server was up, or the database was away, no agent was silent: nobody
 * listened. All servers on a database share the answer.
 */
@ApplicationScoped
class Listening {

    /** How much more often than a lease runs out it is written down that somebody listens. */
    private static final int WRITES_PER_LEASE = 3;

    private final Database database;
    private final FleetConfig config;

    Listening(Database database, FleetConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Says that a server listens now; to be said more often than {@link FleetConfig#lease()}. */
    @Transactional
    Instant since(Instant now) {
        Instant forgotten = now.minus(config.lease());
        Instant written = now.minus(config.lease().dividedBy(WRITES_PER_LEASE));
        // A clock that was put back must not make anybody wait for the time it once showed.
        database.update("""
                update listening
                set since = case when until_about < ? or since > ? then ? else since end, until_about = ?
                where until_about < ? or since > ?""", forgotten, now, now, now, written, now);
        return database.list("select since from listening", row -> Columns.instant(row, "since"))
                .getFirst();
    }
}
