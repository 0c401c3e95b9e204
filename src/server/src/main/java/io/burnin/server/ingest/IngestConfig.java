package io.burnin.server.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** {@code burnin.ingest.*} */
@ConfigMapping(prefix = "burnin.ingest")
interface IngestConfig {

    /** The largest batch, in bytes, after decompression. The server's own limit of 64 MiB lies above it. */
    @WithDefault("33554432")
    @Min(1024)
    @Max(60 << 20)
    int largestBatch();

    /** So many batches a second in all are to come: when many runs go on, their agents are asked to gather longer. */
    @WithDefault("100")
    @Min(1)
    int batchesPerSecond();

    /** How many labelled streams a run may have; more are a mistake in its labels. */
    @WithDefault("10000")
    int mostSeries();
}
