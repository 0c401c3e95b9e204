package io.burnin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.server.fleet.FleetConfig;
import io.burnin.server.run.AlertConfig;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What holds if nobody configures anything. */
@QuarkusTest
class ConfigTest {

    @Inject
    FleetConfig fleet;

    @Inject
    AlertConfig alerts;

    @Test
    void givesAgentsTimeBeforeTheirRunsAreLost() {
        assertThat(fleet.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(fleet.heartbeat()).isEqualTo(Duration.ofSeconds(3));
        assertThat(fleet.lostAfter()).isEqualTo(Duration.ofMinutes(15));
        assertThat(fleet.returnsWithin()).isEqualTo(Duration.ofHours(1));
        assertThat(fleet.longestWait()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void tellsOfStalledEvidenceWithinTwoMinutes() {
        assertThat(alerts.clockLimit()).isEqualTo(Duration.ofSeconds(1));
        assertThat(alerts.stalledAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void letsFiveHundredAgentsShareAToken() {
        assertThat(ConfigProvider.getConfig().getValue("burnin.limits.requests-per-second", Integer.class))
                .isEqualTo(1000);
    }

    @Test
    void listensOnThisMachineOnly() {
        assertThat(ConfigProvider.getConfig().getValue("quarkus.http.host", String.class))
                .isEqualTo("127.0.0.1");
    }
}
