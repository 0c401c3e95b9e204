package io.burnin.server.storage;

import io.burnin.server.database.Background;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One reading an hour, by whichever server comes first; those of the last month are kept. */
@ApplicationScoped
class Readings {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final Sizes sizes;
    private final Background background;
    private final Clock clock;

    Readings(Database database, Sizes sizes, Background background, Clock clock) {
        this.database = database;
        this.sizes = sizes;
        this.background = background;
        this.clock = clock;
    }

    @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        background.attempt("the look at how much room there is", this::readOncePerHour);
    }

    @Transactional
    void readOncePerHour() {
        Instant now = clock.instant();
        database.update("""
                insert into storage_reading (at, used) select cast(? as timestamp with time zone), cast(? as bigint)
                where not exists (select 1 from storage_reading where at = ?)""", now.truncatedTo(ChronoUnit.HOURS), sizes.used(), now.truncatedTo(ChronoUnit.HOURS));
        database.update("delete from storage_reading where at < ?", now.minus(KEPT));
    }

    /** Oldest first. */
    List<Reading> since(Instant from) {
        return database.list(
                "select at, used from storage_reading where at >= ? order by at",
                row -> new Reading(Columns.instant(row, "at"), row.getLong("used")),
                from);
    }
}
