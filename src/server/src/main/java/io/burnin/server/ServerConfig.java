package io.burnin.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** {@code burnin.server.*}: what belongs to the server as a whole. */
@ConfigMapping(prefix = "burnin.server")
public interface ServerConfig {

    /** The folder of the H2 file and of {@code admin.token}. */
    @WithDefault("data")
    Path data();
}
