package io.burnin.server.measure;

import io.burnin.metric.SeriesKey;
import io.burnin.verdict.DigestMemory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What is remembered of one run. One verdict at a time works with it, on evidence that is no older than the last time. */
final class RunMemory {

    /** Samples come in order but for those that were on their way for longer than this. */
    private static final long STRAGGLING_MILLIS = 60_000;

    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<SeriesKey, SeriesMemory> series = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    RunMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    long bytes() {
        return bytes.get();
    }

    <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Learns what has come in.
     *
     * @param newest of all samples
     */
    void update(Map<SeriesKey, SampleBlocks> stored, Instant newest) {
        long sealed = Math.floorDiv(newest.toEpochMilli() - STRAGGLING_MILLIS, DigestMemory.Place.LENGTH)
                * DigestMemory.Place.LENGTH;
        stored.forEach((key, blocks) -> series.computeIfAbsent(key, first -> new SeriesMemory(bytes, mostBytes))
                .update(blocks, sealed));
    }

    Map<SeriesKey, SeriesMemory> series() {
        return series;
    }
}
