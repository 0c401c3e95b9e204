package io.burnin.server.verdict;

import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.web.Cursor;
import io.burnin.server.web.Page;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict.Recommendation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The latest verdict of every run that has ended, by its own plan. */
@ApplicationScoped
class VerdictList {

    private final Database database;

    VerdictList(Database database) {
        this.database = database;
    }

    /** What a list shows of a verdict. */
    record Entry(
            UUID run,
            String name,
            String plan,
            String profile,
            Optional<String> target,
            String state,
            int revision,
            Light light,
            boolean conclusive,
            Recommendation recommendation,
            Instant judgedAt) {}

    /** What is empty does not matter. */
    record Filter(Optional<String> plan, Optional<String> profile, Optional<String> target, Optional<Light> light) {}

    /** Newest first. */
    Page<Entry> page(Filter filter, Optional<Cursor> after, int size) {
        var conditions = new StringBuilder();
        var values = new ArrayList<Object>();
        filter.plan().ifPresent(plan -> add(conditions, values, "r.plan = ?", plan));
        filter.profile().ifPresent(profile -> add(conditions, values, "r.profile = ?", profile));
        filter.target().ifPresent(target -> add(conditions, values, "r.target = ?", target));
        filter.light().ifPresent(light -> add(conditions, values, "v.light = ?", light.name()));
        after.ifPresent(cursor -> {
            add(
                    conditions,
                    values,
                    "(v.judged_at < ? or v.judged_at = ? and v.run < ?)",
                    cursor.at(),
                    cursor.at(),
                    cursor.id());
        });
        values.add(size + 1);
        List<Entry> found = database.list(
                """
                select v.run, r.plan, r.number, r.profile, r.target, v.run_state, v.revision, v.light, v.conclusive,
                v.recommendation, v.judged_at
                from verdict v join run r on r.id = v.run
                where v.revision = (
                select max(l.revision) from verdict l where l.run = v.run and l.cause <> 'PLAN')%s
                order by v.judged_at desc, v.run desc limit ?""".formatted(conditions),
                row -> new Entry(
                        row.getObject(1, UUID.class),
                        row.getString(2) + "#" + row.getLong(3),
                        row.getString(2),
                        row.getString(4),
                        Optional.ofNullable(row.getString(5)),
                        row.getString(6),
                        row.getInt(7),
                        Light.valueOf(row.getString(8)),
                        row.getBoolean(9),
                        Recommendation.valueOf(row.getString(10)),
                        Columns.instant(row, "judged_at")),
                values.toArray());
        if (found.size() <= size) {
            return new Page<>(found, Optional.empty());
        }
        Entry last = found.get(size - 1);
        return new Page<>(found.subList(0, size), Optional.of(new Cursor(last.judgedAt(), last.run()).toString()));
    }

    private static void add(StringBuilder conditions, List<Object> values, String condition, Object... more) {
        conditions.append(" and ").append(condition);
        values.addAll(List.of(more));
    }
}
