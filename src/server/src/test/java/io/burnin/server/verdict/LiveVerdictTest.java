package io.burnin.server.verdict;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class LiveVerdictTest extends LiveVerdictScenarios {

    LiveVerdictTest() {
        super(0);
    }
}
