package io.burnin.server.measure;

import io.burnin.server.database.Background;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.Runs;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts the small blocks, in which samples come in, together to large ones: they take less room and are read in a fraction of the
 * time. What came in since the last round is left alone, so that nobody who is reading misses any of it.
 */
@ApplicationScoped
public class Compaction {

    private final Runs runs;
    private final SmallBlocks blocks;
    private final Background background;
    private final Map<RunId, Round> last = new HashMap<>();

    Compaction(Runs runs, SmallBlocks blocks, Background background) {
        this.runs = runs;
        this.blocks = blocks;
        this.background = background;
    }

    /**
     * @param stored the number of the last record that was there
     * @param done by the number of a series: up to which record its blocks are large
     */
    private record Round(long stored, Map<Integer, Long> done) {}

    @Scheduled(every = "${burnin.compaction.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public synchronized void look() {
        background.attempt("putting stored samples together", () -> {
            Map<RunId, Run> running = runs.running().stream().collect(Collectors.toMap(Run::id, Function.identity()));
            running.values()
                    .forEach(run -> background.attempt("putting samples of %s together".formatted(run.name()), () -> {
                        Round before = last.getOrDefault(run.id(), new Round(0, Map.of()));
                        last.put(run.id(), new Round(run.progress().stored(), compacted(run.id(), before, false)));
                    }));
            List<RunId> ended = last.keySet().stream()
                    .filter(id -> !running.containsKey(id))
                    .toList();
            ended.forEach(id -> background.attempt("putting samples of %s together".formatted(id), () -> end(id)));
        });
    }

    /** Once more in the next round, for what came in last. */
    private void end(RunId id) {
        Round before = last.get(id);
        long stored = runs.require(id).progress().stored();
        Map<Integer, Long> done = compacted(id, before, before.stored() == stored);
        if (before.stored() == stored) {
            last.remove(id);
        } else {
            last.put(id, new Round(stored, done));
        }
    }

    private Map<Integer, Long> compacted(RunId id, Round before, boolean all) {
        var done = new HashMap<Integer, Long>();
        for (int series : blocks.series(id)) {
            done.put(
                    series,
                    blocks.putTogether(id, series, before.done().getOrDefault(series, 0L), before.stored(), all));
        }
        return done;
    }
}
