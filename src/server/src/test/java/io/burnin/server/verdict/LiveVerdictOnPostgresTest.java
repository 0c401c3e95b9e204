package io.burnin.server.verdict;

import io.burnin.server.OnPostgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class LiveVerdictOnPostgresTest extends LiveVerdictScenarios {

    LiveVerdictOnPostgresTest() {
        super(1_000);
    }
}
