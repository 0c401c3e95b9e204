package io.burnin.server.verdict;

import io.burnin.metric.Unit;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.verdict.Light;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runs came to, as it stood at some moment. */
@ApplicationScoped
class EarlierVerdicts {

    private static final Pattern NUMBERED = Pattern.compile("(.+)#(\\d{1,18})");
    private static final int MOST_RUNS = 200;

    /** By the run's own plan, on the run as it ended. */
    private static final String STANDINGS = """
            select v.run, v.revision, v.judged_at, v.light, v.lacks_only_baselines from verdict v join run r on r.id = v.run
            where v.run_state = r.state and v.cause <> 'PLAN' and\s""";

    private final Database database;

    EarlierVerdicts(Database database) {
        this.database = database;
    }

    /**
     * A verdict of a run.
     *
     * @param isAsGood whether it is green, or would be if there were runs to compare with
     */
    record Standing(RunId run, int revision, Instant judgedAt, Light light, boolean isAsGood) {}

    /** What a criterion came to. */
    record Value(String criterion, double value, Unit unit) {}

    /** @param name an id, or a name such as {@code shop#42} */
    Optional<RunId> find(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        List<RunId> found = numbered.matches()
                ? database.list(
                        "select id from run where plan = ? and number = ?",
                        EarlierVerdicts::id,
                        numbered.group(1),
                        Long.parseLong(numbered.group(2)))
                : database.list("select id from run where id = ?", EarlierVerdicts::id, UUID.fromString(name));
        return found.stream().findFirst();
    }

    private static RunId id(ResultSet row) throws SQLException {
        return new RunId(row.getObject("id", UUID.class));
    }

    /** The newest verdict by then; of a run that was judged only later, as happens when the next begins at once, the first. */
    Optional<Standing> of(RunId run, Instant asOf) {
        return standing(
                database.list(STANDINGS + "v.run = ? order by v.revision", EarlierVerdicts::standing, run.value()),
                asOf);
    }

    /** Of whole runs of the same plan and profile on a target that had ended by then; newest first. */
    List<Standing> before(Run run, String target, Instant asOf) {
        var byRun = new LinkedHashMap<RunId, List<Standing>>();
        database.each(
                STANDINGS + """
                r.id in (
                    select e.id from run e where e.plan = ? and e.profile = ? and e.target = ? and e.mode = 'BURN_IN'
                    and e.state = 'FINISHED' and e.tests_json = '[]' and e.ended_at <= ? and e.id <> ?
                    order by e.ended_at desc, e.number desc limit %d)
                order by r.ended_at desc, r.number desc, v.revision""".formatted(MOST_RUNS),
                row -> {
                    Standing standing = standing(row);
                    byRun.computeIfAbsent(standing.run(), first -> new ArrayList<>())
                            .add(standing);
                },
                run.order().plan(),
                run.order().profile(),
                target,
                asOf,
                run.id().value());
        return byRun.values().stream()
                .flatMap(all -> standing(all, asOf).stream())
                .toList();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        Light light = Light.valueOf(row.getString("light"));
        return new Standing(
                new RunId(row.getObject("run", UUID.class)),
                row.getInt("revision"),
                Columns.instant(row, "judged_at"),
                light,
                light == Light.GREEN || row.getBoolean("lacks_only_baselines"));
    }

    /** @param all of one run, oldest first */
    private static Optional<Standing> standing(List<Standing> all, Instant asOf) {
        return all.stream()
                .filter(each -> !each.judgedAt().isAfter(asOf))
                .reduce((older, newer) -> newer)
                .or(() -> all.stream().findFirst());
    }

    List<Value> readings(Standing standing) {
        return database.list(
                """
                select criterion, reading, unit from judged_check
                where run = ? and revision = ? and state in ('EVALUATED', 'NO_BASELINE') and reading is not null order by place""",
                row -> new Value(
                        row.getString("criterion"), row.getDouble("reading"), Unit.valueOf(row.getString("unit"))),
                standing.run().value(),
                standing.revision());
    }
}
