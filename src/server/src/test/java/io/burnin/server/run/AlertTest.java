package io.burnin.server.run;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class AlertTest extends AlertScenarios {}
