package io.burnin.server.ingest;

import io.burnin.server.run.Runs;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How long each agent is to gather before its next batch, so that all runs together hand in no more than the server likes. */
@Singleton
class Pace {

    private static final Duration COUNTED_EVERY = Duration.ofSeconds(1);

    private final LongSupplier runs;
    private final int batchesPerSecond;
    private final Clock clock;
    private volatile Counted counted = new Counted(0, Instant.MIN);

    @Inject
    Pace(Runs runs, IngestConfig config, Clock clock) {
        this(runs::countRunning, config.batchesPerSecond(), clock);
    }

    Pace(LongSupplier runs, int batchesPerSecond, Clock clock) {
        this.runs = runs;
        this.batchesPerSecond = batchesPerSecond;
        this.clock = clock;
    }

    private record Counted(long running, Instant at) {}

    /** In milliseconds; empty while so few runs go on that their agents may choose. */
    Optional<Long> millis() {
        long running = running();
        return running <= batchesPerSecond
                ? Optional.empty()
                : Optional.of(
                        Duration.ofSeconds(running).dividedBy(batchesPerSecond).toMillis());
    }

    private long running() {
        Counted last = counted;
        Instant now = clock.instant();
        if (now.isAfter(last.at().plus(COUNTED_EVERY))) {
            last = new Counted(runs.getAsLong(), now);
            counted = last;
        }
        return last.running();
    }
}
