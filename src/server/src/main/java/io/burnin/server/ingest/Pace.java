package io.burnin.server.ingest;

import io.burnin.server.run.Runs;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long each agent is to gather before its next batch, so that all runs together hand in no more than the server likes. */
@Singleton
class Pace {

    private static final Duration COUNTED_EVERY = Duration.ofSeconds(1);

    private final Runs runs;
    private final IngestConfig config;
    private final Clock clock;
    private volatile Counted counted = new Counted(0, Instant.MIN);

    Pace(Runs runs, IngestConfig config, Clock clock) {
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    private record Counted(long running, Instant at) {}

    /** In milliseconds; empty while so few runs go on that their agents may choose. */
    Optional<Long> millis() {
        long running = running();
        return running <= config.batchesPerSecond()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(running)
                        .dividedBy(config.batchesPerSecond())
                        .toMillis());
    }

    private long running() {
        Counted last = counted;
        Instant now = clock.instant();
        if (now.isAfter(last.at().plus(COUNTED_EVERY))) {
            last = new Counted(runs.countRunning(), now);
            counted = last;
        }
        return last.running();
    }
}
