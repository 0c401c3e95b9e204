package io.burnin.server.fleet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code burnin.fleet.*} */
@ConfigMapping(prefix = "burnin.fleet")
public interface FleetConfig {

    /** How long a lease lasts without a heartbeat; after it the run is said to be silent. */
    @WithDefault("15s")
    Duration lease();

    /** How often an agent is to be heard of. */
    @WithDefault("3s")
    Duration heartbeat();

    /** After so long a silence a run is LOST. */
    @WithDefault("15m")
    Duration lostAfter();

    /** How long after its planned end a lost run may still come back. */
    @WithDefault("1h")
    Duration returnsWithin();

    /** The longest that a request for work is kept waiting. */
    @WithDefault("60s")
    Duration longestWait();
}
