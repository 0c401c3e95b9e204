package io.burnin.server.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** {@code burnin.limits.*} */
@ConfigMapping(prefix = "burnin.limits")
interface LimitConfig {

    /** How often a token may ask one server; 500 agents that share a token stay below. */
    @WithDefault("1000")
    @Min(1)
    int requestsPerSecond();
}
