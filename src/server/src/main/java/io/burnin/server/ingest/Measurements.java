package io.burnin.server.ingest;

import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord.Absent;
import io.burnin.protocol.RunRecord.Seen;
import io.burnin.protocol.RunRecord.States;
import io.burnin.server.database.Database;
import io.burnin.server.run.Numbered;
import io.burnin.server.run.RunId;
import io.burnin.server.run.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stores what an agent measured, past Hibernate: this is the mass. */
@ApplicationScoped
class Measurements {

    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_REASON = 4000;
    private static final String SAMPLES = "insert into sample_block"
            + " (run, series, seq, first_at, last_at, n, total, lowest, highest, times, readings)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String STATES =
            "insert into state_sample (run, series, seq, part, at, reading) values (?, ?, ?, ?, ?, ?)";
    private static final String SEEN = "insert into exemplar (run, seq, series, at, text) values (?, ?, ?, ?, ?)";
    private static final String ABSENT =
            "insert into absence (run, seq, probe, from_at, to_at, reason) values (?, ?, ?, ?, ?, ?)";

    private final Database database;
    private final SeriesTable series;

    Measurements(Database database, SeriesTable series) {
        this.database = database;
        this.series = series;
    }

    /** A batch's measurements, by kind. */
    record Taken(
            SeriesBlocks samples,
            List<Numbered<States>> states,
            List<Numbered<Seen>> seen,
            List<Numbered<Absent>> absent) {

        Set<SeriesKey> series() {
            Set<SeriesKey> keys = new LinkedHashSet<>();
            samples.all().forEach(block -> keys.add(block.series));
            states.forEach(each -> keys.add(keyOf(each.record())));
            seen.forEach(each -> keys.add(keyOf(each.record())));
            return keys;
        }
    }

    /** Only while the run is being changed. */
    @Transactional(Transactional.TxType.MANDATORY)
    void append(RunId run, Taken taken) {
        Set<SeriesKey> needed = taken.series();
        Map<SeriesKey, Integer> ids = needed.isEmpty() ? Map.of() : series.ids(run, needed);
        UUID id = run.value();
        database.insert(
                SAMPLES,
                taken.samples().all().stream()
                        .map(block -> row(id, ids.get(block.series), block))
                        .toList());
        database.insert(
                STATES,
                taken.states().stream()
                        .flatMap(each -> rows(id, ids.get(keyOf(each.record())), each))
                        .toList());
        database.insert(
                SEEN,
                taken.seen().stream()
                        .map(each -> row(id, ids.get(keyOf(each.record())), each.seq(), each.record()))
                        .toList());
        database.insert(
                ABSENT,
                taken.absent().stream()
                        .map(each -> row(id, each.seq(), each.record()))
                        .toList());
    }

    private static Object[] row(UUID run, int series, SeriesBlocks.Block block) {
        long[] times = block.times();
        double[] readings = block.readings();
        double total = 0;
        double lowest = readings[0];
        double highest = readings[0];
        for (double reading : readings) {
            total += reading;
            lowest = Math.min(lowest, reading);
            highest = Math.max(highest, reading);
        }
        return new Object[] {
            run,
            series,
            block.seq,
            times[0],
            times[times.length - 1],
            times.length,
            total,
            lowest,
            highest,
            times,
            readings
        };
    }

    private static Stream<Object[]> rows(UUID run, int series, Numbered<States> each) {
        States states = each.record();
        return IntStream.range(0, states.times().length).mapToObj(part -> new Object[] {
            run,
            series,
            each.seq(),
            part,
            states.times()[part],
            Texts.shortened(states.values().get(part), LONGEST_TEXT)
        });
    }

    private static Object[] row(UUID run, int series, long seq, Seen seen) {
        return new Object[] {run, seq, series, seen.at(), Texts.shortened(seen.text(), LONGEST_TEXT)};
    }

    private static Object[] row(UUID run, long seq, Absent absent) {
        return new Object[] {
            run, seq, absent.probe(), absent.from(), absent.at(), Texts.shortened(absent.reason(), LONGEST_REASON)
        };
    }

    private static SeriesKey keyOf(States states) {
        return new SeriesKey(states.metric(), states.labels());
    }

    private static SeriesKey keyOf(Seen seen) {
        return new SeriesKey(seen.metric(), seen.labels());
    }
}
