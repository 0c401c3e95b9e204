package io.burnin.server.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code burnin.security.*} */
@ConfigMapping(prefix = "burnin.security")
interface SecurityConfig {

    /** How long a token is valid if nobody says else. */
    @WithDefault("365d")
    Duration tokenLifetime();
}
