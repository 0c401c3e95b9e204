package io.burnin.server.measure;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Totals;
import io.burnin.verdict.Evidence.Sample;
import io.burnin.verdict.Evidence.SampleVisitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The samples of one series as stored, up to a record of its run. Blocks that lie wholly in a window are answered for by their
 * summaries.
 */
record SampleBlocks(Database database, UUID run, int series, long upTo) {

    private static final String OF_SERIES = " from sample_block where run = ? and series = ? and seq <= ?";

    /** In order of time. */
    void scan(Span span, SampleVisitor visitor) {
        long from = span.from().toEpochMilli();
        long to = span.to().toEpochMilli();
        var merge = new SampleMerge(from, to, visitor);
        database.each(
                "select times, readings" + OF_SERIES + " and last_at >= ? and first_at < ? order by first_at, seq",
                row -> merge.block(times(row, 1), values(row, 2)),
                run,
                series,
                upTo,
                from,
                to);
        merge.end();
    }

    Totals totals(Spans window) {
        Optional<Span> hull = window.hull();
        if (hull.isEmpty()) {
            return Totals.NONE;
        }
        var totals = new Totals[] {Totals.NONE};
        var torn = new ArrayList<Long>();
        database.each(
                "select seq, first_at, last_at, n, total, lowest, highest" + OF_SERIES
                        + " and last_at >= ? and first_at < ?",
                row -> {
                    if (window.cover(row.getLong(2), row.getLong(3))) {
                        totals[0] = totals[0].plus(
                                new Totals(row.getInt(4), row.getDouble(5), row.getDouble(6), row.getDouble(7)));
                    } else if (window.touch(row.getLong(2), row.getLong(3))) {
                        torn.add(row.getLong(1));
                    }
                },
                run,
                series,
                upTo,
                hull.get().from().toEpochMilli(),
                hull.get().to().toEpochMilli());
        return torn.stream().map(seq -> totals(seq, window)).reduce(totals[0], Totals::plus);
    }

    /** Of a block that the window cuts. */
    private Totals totals(long seq, Spans window) {
        var totals = new Totals[] {Totals.NONE};
        database.each(
                "select times, readings from sample_block where run = ? and series = ? and seq = ?",
                row -> {
                    long[] times = times(row, 1);
                    double[] values = values(row, 2);
                    for (int i = 0; i < times.length; i++) {
                        if (window.contains(times[i])) {
                            totals[0] = totals[0].with(values[i]);
                        }
                    }
                },
                run,
                series,
                seq);
        return totals[0];
    }

    Optional<Sample> lastBefore(Instant at) {
        long before = at.toEpochMilli();
        var last = new ArrayList<Sample>();
        List<long[]> blocks = database.list(
                "select seq, first_at" + OF_SERIES + " and first_at < ? order by first_at desc, seq desc limit 2",
                row -> new long[] {row.getLong(1), row.getLong(2)},
                run,
                series,
                upTo,
                before);
        for (long[] block : blocks) {
            database.each(
                    "select times, readings from sample_block where run = ? and series = ? and seq = ?",
                    row -> {
                        long[] times = times(row, 1);
                        double[] values = values(row, 2);
                        for (int i = 0; i < times.length; i++) {
                            if (times[i] < before) {
                                last.add(new Sample(Instant.ofEpochMilli(times[i]), values[i]));
                            }
                        }
                    },
                    run,
                    series,
                    block[0]);
        }
        return last.stream().max(Comparator.comparing(Sample::at));
    }

    /** Everything together, from the summaries alone. */
    Totals totals() {
        return database.list(
                        "select sum(n), sum(total), min(lowest), max(highest)" + OF_SERIES,
                        row -> row.getLong(1) == 0
                                ? Totals.NONE
                                : new Totals(row.getLong(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)),
                        run,
                        series,
                        upTo)
                .getFirst();
    }

    private static long[] times(ResultSet row, int column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .mapToLong(value -> ((Number) value).longValue())
                .toArray();
    }

    private static double[] values(ResultSet row, int column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }
}
