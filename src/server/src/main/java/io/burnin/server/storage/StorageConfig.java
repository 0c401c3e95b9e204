package io.burnin.server.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** {@code burnin.storage.*} */
@ConfigMapping(prefix = "burnin.storage")
interface StorageConfig {

    /** With less room than this, new runs are refused; those that go on need it for what their agents still have. */
    @WithDefault("512M")
    MemorySize floor();

    /** How large the database may become. Unlimited but for the disk, which is known of H2 only. */
    Optional<MemorySize> capacity();
}
