package io.burnin.server.run;

import static java.util.stream.Collectors.groupingBy;

import io.burnin.protocol.Alert;
import io.burnin.protocol.Alert.Teller;
import io.burnin.protocol.Incident;
import io.burnin.protocol.RunRecord;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is and was wrong with the evidence of each run. Follows the events of its time line, and ends with the run at the latest. */
@ApplicationScoped
public class Alerts {

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_TEXT = 4000;
    private static final String COLUMNS = "select run, kind, subject, since, ended_at, text from alert ";

    private final Database database;

    Alerts(Database database) {
        this.database = database;
    }

    /**
     * @param subject the probe or load that is meant; empty for the run as a whole
     * @param since by the server's clock, as {@code endedAt} is
     */
    public record Raised(
            RunId run, Alert alert, String subject, Instant since, Optional<Instant> endedAt, String text) {}

    /** An event that the server adds. */
    @Transactional(Transactional.TxType.MANDATORY)
    void hear(Run run, Instant at, String kind, Map<String, String> facts) {
        Alert.begunBy(Teller.SERVER, kind).ifPresent(alert -> begin(run, alert, "", at, wording(facts)));
        Alert.endedBy(Teller.SERVER, kind).ifPresent(alert -> end(run, alert, "", at));
        if (kind.equals("lost")) {
            endAll(run, at);
        }
    }

    private static String wording(Map<String, String> facts) {
        return Optional.ofNullable(facts.get("text"))
                .orElseGet(() -> "not heard of since " + facts.getOrDefault("since", "the lease"));
    }

    /** A record that the agent tells. */
    @Transactional(Transactional.TxType.MANDATORY)
    void hear(Run run, RunRecord record) {
        Instant at = run.serverTime(record.at());
        if (record instanceof RunRecord.RunEnded) {
            endAll(run, at);
        } else if (record instanceof RunRecord.Event event) {
            hear(run, event, at);
        }
    }

    private void hear(Run run, RunRecord.Event event, Instant at) {
        String subject = Texts.shortened(event.detail().getOrDefault(Alert.SUBJECT, ""), LONGEST_SUBJECT);
        Alert.begunBy(Teller.AGENT, event.kind()).ifPresent(alert -> begin(run, alert, subject, at, event.text()));
        Alert.endedBy(Teller.AGENT, event.kind()).ifPresent(alert -> end(run, alert, subject, at));
        if (Incident.AGENT_RESTARTED.isToldBy(event)) {
            // Whoever had told of it is no more, and who came after begins to look anew.
            endAllTold(run, Teller.AGENT, at);
        }
    }

    private void begin(Run run, Alert alert, String subject, Instant at, String text) {
        boolean isOpen = !database.list(
                        "select 1 from alert where run = ? and kind = ? and subject = ? and ended_at is null",
                        row -> 1,
                        run.id().value(),
                        alert.begins(),
                        subject)
                .isEmpty();
        if (!isOpen) {
            database.update(
                    "insert into alert (id, run, kind, subject, since, text) values (?, ?, ?, ?, ?, ?)",
                    UUID.randomUUID(),
                    run.id().value(),
                    alert.begins(),
                    subject,
                    at,
                    Texts.shortened(text, LONGEST_TEXT));
        }
    }

    private void endAll(Run run, Instant at) {
        endAllTold(run, Teller.AGENT, at);
        endAllTold(run, Teller.SERVER, at);
    }

    private void endAllTold(Run run, Teller teller, Instant at) {
        open(run.id()).stream()
                .filter(raised -> raised.alert().teller() == teller)
                .forEach(raised -> end(run, raised.alert(), raised.subject(), at));
    }

    /** Clocks that were compared anew in between must not make it end before it began. */
    private void end(Run run, Alert alert, String subject, Instant at) {
        database.update("""
                update alert set ended_at = case when since > ? then since else ? end
                where run = ? and kind = ? and subject = ? and ended_at is null""", at, at, run.id().value(), alert.begins(), subject);
    }

    /** What is wrong with a run now, oldest first. */
    public List<Raised> open(RunId run) {
        return open(Set.of(run)).getOrDefault(run, List.of());
    }

    /** The same of many; those with nothing wrong are left out. */
    public Map<RunId, List<Raised>> open(Collection<RunId> runs) {
        if (runs.isEmpty()) {
            return Map.of();
        }
        String wanted = runs.stream().map(run -> "?").collect(Collectors.joining(", "));
        return database
                .list(
                        COLUMNS + "where run in (" + wanted + ") and ended_at is null order by since, kind, subject",
                        Alerts::raised,
                        runs.stream().map(RunId::value).toArray())
                .stream()
                .collect(groupingBy(Raised::run));
    }

    /** All that there ever was of a run, oldest first. */
    public List<Raised> of(RunId run) {
        return database.list(COLUMNS + "where run = ? order by since, kind, subject", Alerts::raised, run.value());
    }

    /** The runs of which that is wrong now. */
    Set<RunId> runsWith(Alert alert) {
        return new HashSet<>(database.list(
                "select run from alert where kind = ? and ended_at is null",
                row -> new RunId(row.getObject(1, UUID.class)),
                alert.begins()));
    }

    /** How many are open of each kind. */
    Map<Alert, Long> counts() {
        var counts = new EnumMap<Alert, Long>(Alert.class);
        database.each("select kind, count(*) from alert where ended_at is null group by kind", row -> {
            long count = row.getLong(2);
            named(row.getString(1)).ifPresent(alert -> counts.put(alert, count));
        });
        return counts;
    }

    private static Raised raised(ResultSet row) throws SQLException {
        return new Raised(
                new RunId(row.getObject(1, UUID.class)),
                named(row.getString(2)).orElseThrow(),
                row.getString(3),
                Columns.instant(row, "since"),
                Columns.optionalInstant(row, "ended_at"),
                row.getString(6));
    }

    private static Optional<Alert> named(String kind) {
        return Arrays.stream(Alert.values())
                .filter(alert -> alert.begins().equals(kind))
                .findFirst();
    }
}
