package io.burnin.server.measure;

import io.burnin.metric.Totals;
import io.burnin.server.database.Database;
import io.burnin.server.run.RunId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Blocks of samples as they came in, and what is made of them. */
@ApplicationScoped
class SmallBlocks {

    private static final int MOST_SAMPLES = 4_096;
    private static final int MOST_BLOCKS = 1_024;
    private static final String OF_THESE = " from sample_block where run = ? and series = ? and seq >= ? and seq <= ?";
    private static final String INSERT = "insert into sample_block"
            + " (run, series, seq, first_at, last_at, n, total, lowest, highest, times, readings)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Database database;

    SmallBlocks(Database database) {
        this.database = database;
    }

    private record Block(long seq, int samples) {}

    List<Integer> series(RunId run) {
        return database.list("select id from series where run = ? order by id", row -> row.getInt(1), run.value());
    }

    /**
     * Puts blocks together that make a large one.
     *
     * @param after blocks up to this record are large
     * @param upTo blocks after this record may be in use
     * @param all what makes no large block, too
     * @return up to which record blocks are large now
     */
    long putTogether(RunId run, int series, long after, long upTo, boolean all) {
        long done = after;
        var group = new ArrayList<Block>();
        int samples = 0;
        for (Block block : small(run, series, after, upTo)) {
            if (samples + block.samples() > MOST_SAMPLES || group.size() == MOST_BLOCKS) {
                done = replace(run, series, group);
                group.clear();
                samples = 0;
            }
            group.add(block);
            samples += block.samples();
        }
        return all && !group.isEmpty() ? replace(run, series, group) : done;
    }

    private List<Block> small(RunId run, int series, long after, long upTo) {
        return database.list(
                "select seq, n" + OF_THESE + " order by seq",
                row -> new Block(row.getLong(1), row.getInt(2)),
                run.value(),
                series,
                after + 1,
                upTo);
    }

    /** It carries the number of the last of them. */
    private long replace(RunId run, int series, List<Block> group) {
        long first = group.getFirst().seq();
        long last = group.getLast().seq();
        if (group.size() > 1) {
            QuarkusTransaction.requiringNew().run(() -> {
                Tail whole = read(run, series, first, last);
                int gone = database.update("delete" + OF_THESE, run.value(), series, first, last);
                if (gone == group.size()) {
                    database.insert(INSERT, List.<Object[]>of(row(run, series, last, whole)));
                } else {
                    // Another server was first.
                    QuarkusTransaction.setRollbackOnly();
                }
            });
        }
        return last;
    }

    private Tail read(RunId run, int series, long first, long last) {
        return Tail.of(Instant.EPOCH.toEpochMilli(), visitor -> {
            var merge = new SampleMerge(Long.MIN_VALUE, Long.MAX_VALUE, visitor);
            database.each(
                    "select times, readings" + OF_THESE + " order by first_at, seq",
                    row -> merge.block(SampleBlocks.times(row, 1), SampleBlocks.values(row, 2)),
                    run.value(),
                    series,
                    first,
                    last);
            merge.end();
        });
    }

    private static Object[] row(RunId run, int series, long seq, Tail whole) {
        Totals totals = Totals.of(whole.values());
        long[] times = whole.times();
        return new Object[] {
            run.value(),
            series,
            seq,
            times[0],
            times[times.length - 1],
            times.length,
            totals.sum(),
            totals.min(),
            totals.max(),
            times,
            whole.values()
        };
    }
}
