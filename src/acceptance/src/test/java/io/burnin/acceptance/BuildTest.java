package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildTest {

    /** What the launcher and the command line start, by the place where they look for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/demo/target/burnin-demo.jar",
                "src/agent/target/burnin.jar",
                "src/server/target/server-h2/quarkus-run.jar",
                "src/server/target/server-postgresql/quarkus-run.jar"
            })
    void leavesWhatIsStarted(String file) {
        assertThat(Checkout.ROOT.resolve(file)).isRegularFile();
    }
}
