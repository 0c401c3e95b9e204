package io.burnin.server.measure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** {@code burnin.memory.*} */
@ConfigMapping(prefix = "burnin.memory")
interface MemoryConfig {

    /** So many megabytes may be taken by what is remembered of runs that go on; beyond it verdicts cost more time. */
    @WithDefault("64")
    @Min(1)
    int megabytes();
}
