package io.burnin.server.storage;

import io.burnin.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many bytes the database takes on its disk, as it says itself. An H2 in memory takes none. */
@ApplicationScoped
class Sizes {

    private final Database database;
    private final boolean h2;

    Sizes(Database database, @ConfigProperty(name = "quarkus.datasource.db-kind") String kind) {
        this.database = database;
        this.h2 = kind.equals("h2");
    }

    boolean isH2() {
        return h2;
    }

    /** All of it. */
    long used() {
        return number(
                h2
                        ? "select coalesce(max(cast(setting_value as bigint)), 0) from information_schema.settings"
                                + " where setting_name = 'info.FILE_SIZE'"
                        : "select pg_database_size(current_database())");
    }

    /** H2 tells only about, and may have thrown away more than it has; then nothing is left for the rest. */
    Map<Kind, Long> byKind(long used) {
        var sizes = new EnumMap<Kind, Long>(Kind.class);
        long known = 0;
        for (Kind kind : Kind.values()) {
            long size = kind.tables().stream().mapToLong(this::ofTable).sum();
            sizes.put(kind, size);
            known += size;
        }
        sizes.put(Kind.OTHER, Math.max(0, used - known));
        return sizes;
    }

    private long ofTable(String name) {
        return number((h2 ? "select disk_space_used('%s')" : "select pg_total_relation_size('%s')").formatted(name));
    }

    private long number(String sql) {
        return database.list(sql, row -> row.getLong(1)).getFirst();
    }
}
