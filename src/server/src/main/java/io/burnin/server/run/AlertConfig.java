package io.burnin.server.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code burnin.alerts.*} */
@ConfigMapping(prefix = "burnin.alerts")
public interface AlertConfig {

    /** How far a run's clock may be from the server's, apart from what the measurement itself may be off. */
    @WithDefault("1s")
    Duration clockLimit();

    /** How old the newest record of a run may be while its agent is heard of. */
    @WithDefault("60s")
    Duration stalledAfter();
}
