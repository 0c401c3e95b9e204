package io.burnin.server.verdict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code burnin.stream.*} */
@ConfigMapping(prefix = "burnin.stream")
interface StreamConfig {

    /** A stream in which nothing happens says so this often, so that nobody in between takes it for dead. */
    @WithDefault("15s")
    Duration heartbeat();
}
