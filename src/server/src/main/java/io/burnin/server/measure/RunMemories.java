package io.burnin.server.measure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What is remembered of the runs that were judged last. To forget any of it costs time, nothing else. */
@ApplicationScoped
class RunMemories {

    private static final long MEGABYTE = 1_000_000;

    private final long mostBytes;
    private final Map<UUID, RunMemory> runs = new LinkedHashMap<>(16, 0.75f, true);

    RunMemories(MemoryConfig config) {
        this.mostBytes = config.megabytes() * MEGABYTE;
    }

    /** That of others is forgotten where there is not enough room. */
    synchronized RunMemory of(UUID run) {
        RunMemory wanted = runs.computeIfAbsent(run, first -> new RunMemory(mostBytes));
        long bytes = bytes();
        var oldest = runs.values().iterator();
        while (bytes > mostBytes && runs.size() > 1) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
        return wanted;
    }

    /** Whether what another run comes to could be remembered, too. */
    synchronized boolean haveRoom() {
        return 2 * bytes() < mostBytes;
    }

    private long bytes() {
        return runs.values().stream().mapToLong(RunMemory::bytes).sum();
    }

    synchronized void forget(UUID run) {
        runs.remove(run);
    }
}
