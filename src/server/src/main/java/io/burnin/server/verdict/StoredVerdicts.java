package io.burnin.server.verdict;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunState;
import io.burnin.server.verdict.Revision.Cause;
import io.burnin.server.verdict.Revision.OtherCriteria;
import io.burnin.server.web.Json;
import io.burnin.verdict.Check;
import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The verdicts of runs that have ended, revision by revision. A stored one never changes. */
@ApplicationScoped
public class StoredVerdicts {

    private static final TypeReference<Verdict> VERDICT = new TypeReference<>() {};
    private static final TypeReference<List<CriterionChange>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final String SELECT = """
            select revision, judged_at, run_state, cause, asked_by, reason, plan_version, plan_text, compared_with, changes_json,
            unmeasured_json, body from verdict where run = ?""";

    private final Database database;
    private final Json json;

    StoredVerdicts(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** The verdict by the run's own plan on exactly what is stored of the run now. */
    Optional<Revision> find(Run run) {
        return newest(run, "cause <> 'PLAN'");
    }

    /** The newest by other criteria, on exactly what is stored of the run now. */
    Optional<Revision> findByOtherCriteria(Run run) {
        return newest(run, "cause = 'PLAN'");
    }

    private Optional<Revision> newest(Run run, String which) {
        return database
                .list(
                        SELECT + " and " + which
                                + " and run_state = ? and cursor_seq = ? order by revision desc limit 1",
                        this::revision,
                        run.id().value(),
                        run.state().label().name(),
                        run.progress().stored())
                .stream()
                .findFirst();
    }

    /** All of a run, oldest first. */
    public List<Revision> of(RunId run) {
        return database.list(SELECT + " order by revision", this::revision, run.value());
    }

    Optional<Revision> find(RunId run, int revision) {
        return database.list(SELECT + " and revision = ?", this::revision, run.value(), revision).stream()
                .findFirst();
    }

    private Revision revision(ResultSet row) throws SQLException {
        return new Revision(
                row.getInt("revision"),
                Columns.instant(row, "judged_at"),
                row.getString("run_state"),
                Cause.valueOf(row.getString("cause")),
                row.getString("asked_by"),
                row.getString("reason"),
                row.getString("changes_json") == null ? Optional.empty() : Optional.of(otherCriteria(row)),
                json.read(row.getString("body"), VERDICT));
    }

    private OtherCriteria otherCriteria(ResultSet row) throws SQLException {
        return new OtherCriteria(
                Optional.ofNullable(row.getObject("plan_version", Integer.class)),
                Optional.ofNullable(row.getString("plan_text")),
                row.getInt("compared_with"),
                json.read(row.getString("changes_json"), CHANGES),
                json.read(row.getString("unmeasured_json"), TEXTS));
    }

    /** Only while the run's row is held, so that nobody adds the same revision. */
    @Transactional(Transactional.TxType.MANDATORY)
    Revision add(Run run, Verdict verdict, Instant judgedAt) {
        return add(run, verdict, judgedAt, Cause.EVIDENCE, "", "", Optional.empty());
    }

    /** Only while the run's row is held. */
    @Transactional(Transactional.TxType.MANDATORY)
    Revision add(
            Run run,
            Verdict verdict,
            Instant judgedAt,
            Cause cause,
            String by,
            String reason,
            Optional<OtherCriteria> criteria) {
        UUID id = run.id().value();
        int revision = 1
                + database.list("select count(*) from verdict where run = ?", row -> row.getInt(1), id)
                        .getFirst();
        database.update(
                """
                insert into verdict
                (run, revision, run_state, cursor_seq, light, conclusive, recommendation, judged_at, body, cause, asked_by, reason,
                lacks_only_baselines, plan_version, plan_text, compared_with, changes_json, unmeasured_json)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                cast(? as integer), cast(? as text), cast(? as integer), cast(? as text), cast(? as text))""",
                id,
                revision,
                run.state().label().name(),
                run.progress().stored(),
                verdict.light().name(),
                verdict.conclusive(),
                verdict.recommendation().name(),
                judgedAt,
                json.write(verdict),
                cause.name(),
                by,
                reason,
                verdict.lacksOnlyBaselines(),
                criteria.flatMap(OtherCriteria::version).orElse(null),
                criteria.flatMap(OtherCriteria::text).orElse(null),
                criteria.map(OtherCriteria::comparedWith).orElse(null),
                criteria.map(other -> json.write(other.changes())).orElse(null),
                criteria.map(other -> json.write(other.unmeasured())).orElse(null));
        for (int place = 0; place < verdict.checks().size(); place++) {
            add(id, revision, place, verdict.checks().get(place));
        }
        return new Revision(revision, judgedAt, run.state().label().name(), cause, by, reason, criteria, verdict);
    }

    private void add(UUID run, int revision, int place, Check check) {
        database.update(
                """
                insert into judged_check
                (run, revision, place, criterion, test, light, state, reading, unit, samples)
                values (?, ?, ?, ?, cast(? as varchar), ?, ?, cast(? as double precision), ?, ?)""",
                run,
                revision,
                place,
                check.criterion(),
                check.test().orElse(null),
                check.light().name(),
                check.state().name(),
                check.value().orElse(null),
                check.unit().name(),
                check.samples());
    }

    /** Burn-ins that have ended and whose evidence, as it is now, nobody has judged. */
    List<RunId> unjudged() {
        String ended = String.join(
                ", ",
                List.of(RunState.Label.FINISHED, RunState.Label.STOPPED, RunState.Label.ABORTED, RunState.Label.LOST)
                        .stream()
                        .map(label -> "'" + label + "'")
                        .toList());
        return database.list("""
                select id from run r where mode = 'BURN_IN' and state in (%s) and not exists (
                select 1 from verdict v where v.run = r.id and v.run_state = r.state and v.cursor_seq = r.cursor_seq
                and v.cause <> 'PLAN')
                order by ended_at""".formatted(ended), row -> new RunId(row.getObject(1, UUID.class)));
    }
}
