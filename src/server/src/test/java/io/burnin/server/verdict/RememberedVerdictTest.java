package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.protocol.RunRecord.Samples;
import io.burnin.server.database.Database;
import io.burnin.server.measure.Compaction;
import io.burnin.server.measure.Evidences;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.Runs;
import io.burnin.verdict.Judge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** A run of hours, of which the server remembers what it has seen and puts together what it has stored: nothing changes by it. */
@QuarkusTest
class RememberedVerdictTest {

    private static final int SECONDS_APART = 5;
    private static final int SAMPLES = 2_000;
    private static final int LONGEST_DELAY = 600;
    private static final int SERIES = 4;

    @Inject
    Judging judging;

    @Inject
    Evidences evidences;

    @Inject
    Compaction compaction;

    @Inject
    Database database;

    @Inject
    Runs runs;

    @Inject
    RunPlans plans;

    private final SplittableRandom random = new SplittableRandom(2);

    /** @param due after so many samples of the whole it is sent */
    private record Piece(int due, Samples samples) {}

    @Test
    void isTheVerdictFromScratchAlsoWhenSamplesComeMuchTooLate() {
        JudgedRun told = JudgedRun.started();
        told.send();
        var id = new RunId(UUID.fromString(told.id()));
        var pieces = new ArrayList<Piece>();
        series(pieces, "front.ok", i -> random.nextInt(50) == 0 ? 0 : 1);
        series(pieces, "front.requests", i -> 1);
        series(pieces, "front.failures", i -> 0);
        series(pieces, "front.latency", i -> random.nextInt(2_000));
        pieces.sort((one, other) -> Integer.compare(one.due(), other.due()));

        for (int sent = 0; sent < pieces.size(); ) {
            int until = Math.min(pieces.size(), sent + 1 + random.nextInt(60));
            pieces.subList(sent, until).forEach(piece -> told.record(piece.samples()));
            told.send();
            sent = until;

            if (random.nextInt(4) == 0) {
                compaction.look();
            }
            Run run = runs.require(id);
            assertThat(judging.judge(run))
                    .as("after %d of %d pieces", sent, pieces.size())
                    .isEqualTo(Judge.judge(plans.of(run), evidences.of(id.value())));
        }
        told.finished(SECONDS_APART * SAMPLES).send();
        compaction.look();
        compaction.look();

        assertThat(database.list(
                        "select sum(n), count(*) from sample_block where run = ?",
                        row -> List.of(row.getInt(1), row.getInt(2)),
                        id.value()))
                .containsExactly(List.of(SERIES * SAMPLES, SERIES));
        assertThat(judging.of(runs.require(id)).verdict())
                .isEqualTo(Judge.judge(plans.of(runs.require(id)), evidences.of(id.value())));
    }

    /** Now and then one is long on its way: so long that what it belongs to was taken for complete. */
    private void series(List<Piece> pieces, String metric, IntToDoubleFunction value) {
        for (int from = 0; from < SAMPLES; ) {
            int to = Math.min(SAMPLES, from + 1 + random.nextInt(40));
            long[] times = new long[to - from];
            double[] values = new double[to - from];
            for (int i = 0; i < times.length; i++) {
                times[i] = JudgedRun.START
                        .plusSeconds((long) SECONDS_APART * (from + i))
                        .toEpochMilli();
                values[i] = value.applyAsDouble(from + i);
            }
            int delay = random.nextInt(10) == 0 ? random.nextInt(LONGEST_DELAY) : 0;
            pieces.add(new Piece(to + delay, new Samples(metric, Map.of(), times, values)));
            from = to;
        }
    }
}
