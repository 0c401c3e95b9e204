package io.burnin.server.measure;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Totals;
import io.burnin.server.database.Database;
import io.burnin.verdict.Evidence.Sample;
import io.burnin.verdict.Evidence.SampleVisitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
        return window.list().stream().map(this::totals).reduce(Totals.NONE, Totals::plus);
    }

    private Totals totals(Span span) {
        long from = span.from().toEpochMilli();
        long to = span.to().toEpochMilli();
        Totals whole = database.list(
                        "select coalesce(sum(n), 0), coalesce(sum(total), 0), min(lowest), max(highest)" + OF_SERIES
                                + " and first_at >= ? and last_at < ?",
                        row -> row.getLong(1) == 0
                                ? Totals.NONE
                                : new Totals(row.getLong(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)),
                        run,
                        series,
                        upTo,
                        from,
                        to)
                .getFirst();
        var torn = new Totals[] {Totals.NONE};
        database.each(
                "select times, readings" + OF_SERIES
                        + " and last_at >= ? and first_at < ? and (first_at < ? or last_at >= ?)",
                row -> torn[0] = torn[0].plus(within(times(row, 1), values(row, 2), from, to)),
                run,
                series,
                upTo,
                from,
                to,
                from,
                to);
        return whole.plus(torn[0]);
    }

    /** Of a block that the span cuts. */
    private static Totals within(long[] times, double[] values, long from, long to) {
        Totals totals = Totals.NONE;
        for (int i = 0; i < times.length; i++) {
            if (times[i] >= from && times[i] < to) {
                totals = totals.with(values[i]);
            }
        }
        return totals;
    }

    /** It stands in one of the last two blocks that began before: the last may overlap the one before it. Of one time, as in a scan. */
    Optional<Sample> lastBefore(Instant at) {
        long before = at.toEpochMilli();
        var last = new ArrayList<Sample>();
        database.each(
                "select times, readings" + OF_SERIES + " and first_at < ? order by first_at desc, seq desc limit 2",
                row -> {
                    long[] times = times(row, 1);
                    double[] values = values(row, 2);
                    for (int i = 0; i < times.length && times[i] < before; i++) {
                        last.add(i, new Sample(Instant.ofEpochMilli(times[i]), values[i]));
                    }
                },
                run,
                series,
                upTo,
                before);
        return last.stream().reduce((one, next) -> next.at().isBefore(one.at()) ? one : next);
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
