package io.burnin.server.verdict;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunState;
import io.burnin.server.web.Json;
import io.burnin.verdict.Check;
import io.burnin.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The verdicts of runs that have ended, revision by revision. A stored one never changes. */
@ApplicationScoped
class StoredVerdicts {

    private static final TypeReference<Verdict> VERDICT = new TypeReference<>() {};

    private final Database database;
    private final Json json;

    StoredVerdicts(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** @param judgedAt when the server came to it */
    record Revision(int number, Instant judgedAt, Verdict verdict) {}

    /** The verdict on exactly what is stored of the run now. */
    Optional<Revision> find(Run run) {
        return database
                .list(
                        "select revision, judged_at, body from verdict where run = ? and run_state = ? and cursor_seq = ?",
                        row -> new Revision(
                                row.getInt(1), Columns.instant(row, "judged_at"), json.read(row.getString(3), VERDICT)),
                        run.id().value(),
                        run.state().label().name(),
                        run.progress().stored())
                .stream()
                .findFirst();
    }

    /** Only while the run's row is held, so that nobody adds the same revision. */
    @Transactional(Transactional.TxType.MANDATORY)
    Revision add(Run run, Verdict verdict, Instant judgedAt) {
        UUID id = run.id().value();
        int revision = 1
                + database.list("select count(*) from verdict where run = ?", row -> row.getInt(1), id)
                        .getFirst();
        database.update(
                """
                insert into verdict
                (run, revision, run_state, cursor_seq, light, conclusive, recommendation, judged_at, body)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                id,
                revision,
                run.state().label().name(),
                run.progress().stored(),
                verdict.light().name(),
                verdict.conclusive(),
                verdict.recommendation().name(),
                judgedAt,
                json.write(verdict));
        for (int place = 0; place < verdict.checks().size(); place++) {
            add(id, revision, place, verdict.checks().get(place));
        }
        return new Revision(revision, judgedAt, verdict);
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
                select 1 from verdict v where v.run = r.id and v.run_state = r.state and v.cursor_seq = r.cursor_seq)
                order by ended_at""".formatted(ended), row -> new RunId(row.getObject(1, UUID.class)));
    }
}
