package io.burnin.server.measure;

import io.burnin.metric.Span;
import io.burnin.server.database.Database;
import io.burnin.verdict.Evidence.Sample;
import io.burnin.verdict.Evidence.SampleVisitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/** The samples of one series as stored, up to a record of its run. */
record SampleBlocks(Database database, UUID run, int series, long upTo) implements StoredSeries {

    private static final String OF_SERIES = " from sample_block where run = ? and series = ? and seq <= ?";

    /** Looks at the samples of a block. */
    @FunctionalInterface
    interface BlockVisitor {
        /** @param times epoch milliseconds, rising */
        void block(long[] times, double[] values);
    }

    /** Those that came in after a record, as they came. */
    void eachSince(long seq, BlockVisitor visitor) {
        database.each(
                "select times, readings" + OF_SERIES + " and seq > ? order by seq",
                row -> visitor.block(times(row, 1), values(row, 2)),
                run,
                series,
                upTo,
                seq);
    }

    /** The samples from an instant on, epoch milliseconds. */
    Tail tail(long from) {
        var all = new Span(Instant.ofEpochMilli(from), Instant.ofEpochMilli(Long.MAX_VALUE));
        return Tail.of(from, visitor -> scan(all, visitor));
    }

    @Override
    public void scan(Span span, SampleVisitor visitor) {
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

    /** It stands in one of the last two blocks that began before: the last may overlap the one before it. Of one time, as in a scan. */
    @Override
    public Optional<Sample> lastBefore(Instant at) {
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

    static long[] times(ResultSet row, int column) throws SQLException {
        Object[] stored = (Object[]) row.getArray(column).getArray();
        long[] times = new long[stored.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = ((Number) stored[i]).longValue();
        }
        return times;
    }

    static double[] values(ResultSet row, int column) throws SQLException {
        Object[] stored = (Object[]) row.getArray(column).getArray();
        double[] values = new double[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) stored[i]).doubleValue();
        }
        return values;
    }
}
