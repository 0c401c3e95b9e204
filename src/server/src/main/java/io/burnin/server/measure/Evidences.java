package io.burnin.server.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.protocol.Incident;
import io.burnin.protocol.RunRecord;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.measure.StoredEvidence.RunFacts;
import io.burnin.server.measure.StoredEvidence.StoredExemplars;
import io.burnin.verdict.DigestMemory;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Evidence.Absence;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Exclusion;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out what is stored of a run as evidence. */
@ApplicationScoped
public class Evidences {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
    private static final int MOST_EXEMPLARS = 100;

    private final Database database;
    private final ObjectReader json;
    private final RunMemories memories;

    /** Members that it does not know belong to newer agents. */
    Evidences(Database database, ObjectMapper json, RunMemories memories) {
        this.database = database;
        this.memories = memories;
        this.json = json.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** The row of a run, as far as evidence goes. */
    private record Row(
            String state,
            Optional<Instant> startedAt,
            Instant queuedAt,
            Optional<Instant> newest,
            Optional<ErrorClass> errorClass,
            String reason,
            String dirty,
            long cursor) {}

    /** Of a run that exists, as it stands now. */
    public Evidence of(UUID run) {
        Row row = row(run);
        return new StoredEvidence(facts(run, row), samples(run, row.cursor()), exemplars(run, row), DigestMemory.NONE);
    }

    /** The same for who looks again and again while it goes on: what was seen is remembered, and only what is new is read. */
    public <T> T remembering(UUID run, Function<Evidence, T> look) {
        RunMemory memory = memories.of(run);
        return memory.alone(() -> {
            Row row = row(run);
            RunFacts facts = facts(run, row);
            memory.update(samples(run, row.cursor()), facts.run().to());
            Map<SeriesKey, SeriesMemory> series = memory.series();
            return look.apply(new StoredEvidence(facts, series, exemplars(run, row), series::get));
        });
    }

    /** Whether it is worth while to look at a run before somebody asks. */
    public boolean canRememberMore() {
        return memories.haveRoom();
    }

    /** Of a run that has ended nobody looks again and again. */
    public void forget(UUID run) {
        memories.forget(run);
    }

    private Row row(UUID run) {
        return database.list(
                        "select state, started_at, queued_at, newest_record_at, error_class, reason, target_dirty, cursor_seq from run where id = ?",
                        Evidences::row,
                        run)
                .getFirst();
    }

    private RunFacts facts(UUID run, Row row) {
        Instant from = started(run).or(row::startedAt).orElse(row.queuedAt());
        Instant to = row.newest().filter(newest -> newest.isAfter(from)).orElse(from);
        return new RunFacts(
                new Span(from, to),
                outcome(row.state()),
                row.errorClass(),
                row.reason(),
                row.dirty(),
                occurrences(run, to),
                faults(run, row.cursor(), to),
                gaps(run, row.cursor()),
                lost(run, row.cursor()),
                exclusions(run),
                reboots(run, row.cursor()),
                expectations(run, row.cursor()),
                absences(run, row.cursor()));
    }

    private StoredExemplars exemplars(UUID run, Row row) {
        return metric -> exemplars(run, row.cursor(), metric);
    }

    /** Whether a counter of these metrics counted something in a record after one and up to another. */
    public boolean increased(UUID run, Set<String> metrics, long after, long upTo) {
        String wanted = metrics.stream().map(metric -> "?").collect(Collectors.joining(", "));
        var values = new ArrayList<Object>(List.of(run));
        values.addAll(metrics);
        values.addAll(List.of(after, upTo));
        return !metrics.isEmpty()
                && !database.list("""
                                select 1 from sample_block b join series s on s.run = b.run and s.id = b.series
                                where b.run = ? and s.metric in (%s) and b.seq > ? and b.seq <= ? and b.total > 0 limit 1""".formatted(wanted), row -> row.getInt(1), values.toArray())
                        .isEmpty();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                Columns.optionalInstant(row, "started_at"),
                Columns.instant(row, "queued_at"),
                Columns.optionalInstant(row, "newest_record_at"),
                Optional.ofNullable(row.getString(5)).map(ErrorClass::valueOf),
                row.getString(6),
                row.getString(7),
                row.getLong(8));
    }

    private static RunOutcome outcome(String state) {
        return switch (state) {
            case "QUEUED", "RUNNING" -> RunOutcome.UNFINISHED;
            default -> RunOutcome.valueOf(state);
        };
    }

    /** By the agent's clock, as all samples are. */
    private Optional<Instant> started(UUID run) {
        return database
                .list(
                        "select at from run_event where run = ? and kind = 'run-started' order by number",
                        row -> Columns.instant(row, "at"),
                        run)
                .stream()
                .findFirst();
    }

    private List<Occurrence> occurrences(UUID run, Instant end) {
        return database.list(
                """
                select test, number, status, started_at, ended_at, error_class, reason
                from occurrence where run = ? order by started_at, test, number""",
                row -> {
                    Instant from = Columns.instant(row, "started_at");
                    Instant to = Columns.optionalInstant(row, "ended_at").orElse(end);
                    return new Occurrence(
                            row.getString(1),
                            row.getInt(2),
                            OccurrenceStatus.valueOf(row.getString(3)),
                            new Span(from, to.isBefore(from) ? from : to),
                            Optional.ofNullable(row.getString(6)).map(ErrorClass::valueOf),
                            row.getString(7));
                },
                run);
    }

    private List<Span> faults(UUID run, long upTo, Instant end) {
        var open = new HashMap<String, Instant>();
        var faults = new ArrayList<Span>();
        for (RunRecord record : records(run, upTo, "fault-began", "fault-ended")) {
            switch (record) {
                case RunRecord.FaultBegan(Instant at, String test, int occurrence) ->
                    open.putIfAbsent(test + "/" + occurrence, at);
                case RunRecord.FaultEnded(Instant at, String test, int occurrence) ->
                    Optional.ofNullable(open.remove(test + "/" + occurrence))
                            .ifPresent(began -> faults.add(new Span(began, at)));
                default -> throw new IllegalStateException("not a fault: " + record);
            }
        }
        open.values().forEach(began -> faults.add(new Span(began, end.isBefore(began) ? began : end)));
        return Span.union(faults);
    }

    /** Those that were ever measured, in the order in which they began. */
    public List<String> metrics(UUID run) {
        return database.list(
                "select metric from series where run = ? group by metric order by min(id)",
                row -> row.getString(1),
                run);
    }

    /** What the agent told of its host when the run began; empty before. */
    public Map<String, String> environment(UUID run) {
        return records(run, Long.MAX_VALUE, "run-started").stream()
                .map(record -> ((RunRecord.RunStarted) record).environment())
                .findFirst()
                .orElseGet(Map::of);
    }

    /** When nobody measured, and why. */
    public List<RunRecord.Gap> gaps(UUID run) {
        return records(run, Long.MAX_VALUE, "gap").stream()
                .map(record -> (RunRecord.Gap) record)
                .toList();
    }

    /** What befell agent and host, in order. */
    public List<RunRecord.Event> incidents(UUID run) {
        return incidents(run, Long.MAX_VALUE).toList();
    }

    /** An agent that was killed as it told of one tells it again. */
    private List<Instant> reboots(UUID run, long upTo) {
        var boots = new HashSet<Map<String, String>>();
        return incidents(run, upTo)
                .filter(Incident.REBOOTED::isToldBy)
                .filter(event -> boots.add(event.detail()))
                .map(RunRecord.Event::at)
                .toList();
    }

    private Stream<RunRecord.Event> incidents(UUID run, long upTo) {
        return records(run, upTo, "event").stream()
                .map(record -> (RunRecord.Event) record)
                .filter(event -> Arrays.stream(Incident.values()).anyMatch(incident -> incident.isToldBy(event)));
    }

    private List<Span> gaps(UUID run, long upTo) {
        return Span.union(records(run, upTo, "gap").stream()
                .map(record -> (RunRecord.Gap) record)
                .map(gap -> new Span(gap.from(), gap.at()))
                .toList());
    }

    /** Up to and with the last instant of each: a gap may stand for a single sample. */
    private List<Span> lost(UUID run, long upTo) {
        return Span.union(records(run, upTo, "gap").stream()
                .map(record -> (RunRecord.Gap) record)
                .filter(gap -> gap.lost() > 0)
                .map(gap -> new Span(gap.from(), gap.at().plusMillis(1)))
                .toList());
    }

    /** Those in effect now. */
    private List<Exclusion> exclusions(UUID run) {
        return database.list(
                """
                select from_at, to_at, kind, made_by, reason from exclusion
                where run = ? and withdrawn_at is null order by from_at, to_at, id""",
                row -> new Exclusion(
                        new Span(Columns.instant(row, "from_at"), Columns.instant(row, "to_at")),
                        Exclusion.Kind.valueOf(row.getString("kind")),
                        row.getString("made_by"),
                        row.getString("reason")),
                run);
    }

    private List<Expectation> expectations(UUID run, long upTo) {
        return records(run, upTo, "expected").stream()
                .map(record -> (RunRecord.Expected) record)
                .map(expected -> new Expectation(
                        expected.test(),
                        expected.occurrence(),
                        expected.step(),
                        expected.at(),
                        expected.result(),
                        expected.expected(),
                        expected.seen(),
                        Duration.ofMillis(Math.round(expected.millis()))))
                .toList();
    }

    /** The events of these kinds, in order, as the agent wrote them. */
    private List<RunRecord> records(UUID run, long upTo, String... kinds) {
        String wanted = "'" + String.join("', '", kinds) + "'";
        return database.list(
                "select payload from run_event where run = ? and seq <= ? and kind in (" + wanted + ") order by number",
                row -> parse(row.getString(1)),
                run,
                upTo);
    }

    private RunRecord parse(String payload) {
        try {
            return json.forType(RunRecord.class).readValue(payload);
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("the database holds a record that cannot be read: " + payload, defect);
        }
    }

    private List<Absence> absences(UUID run, long upTo) {
        return database.list(
                "select probe, from_at, to_at, reason from absence where run = ? and seq <= ? order by seq",
                row -> new Absence(
                        row.getString(1),
                        new Span(Columns.instant(row, "from_at"), Columns.instant(row, "to_at")),
                        row.getString(4)),
                run,
                upTo);
    }

    private Map<SeriesKey, SampleBlocks> samples(UUID run, long upTo) {
        var samples = new LinkedHashMap<SeriesKey, SampleBlocks>();
        database.each(
                """
                select id, metric, labels from series s where run = ?
                and exists (select 1 from sample_block b where b.run = s.run and b.series = s.id and b.seq <= ?)
                order by id""",
                row -> samples.put(
                        new SeriesKey(row.getString(2), labels(row.getString(3))),
                        new SampleBlocks(database, run, row.getInt(1), upTo)),
                run,
                upTo);
        return samples;
    }

    private Map<String, String> labels(String text) {
        try {
            return json.forType(LABELS).readValue(text);
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("the database holds labels that cannot be read: " + text, defect);
        }
    }

    private List<Exemplar> exemplars(UUID run, long upTo, String metric) {
        return database.list(
                """
                select e.at, s.labels, e.text from exemplar e join series s on s.run = e.run and s.id = e.series
                where e.run = ? and s.metric = ? and e.seq <= ? order by e.seq limit\s""" + MOST_EXEMPLARS,
                row -> new Exemplar(
                        Columns.instant(row, "at"), new SeriesKey(metric, labels(row.getString(2))), row.getString(3)),
                run,
                metric,
                upTo);
    }
}
