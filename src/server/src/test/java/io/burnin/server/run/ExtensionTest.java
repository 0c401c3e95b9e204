package io.burnin.server.run;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ExtensionTest extends ExtensionScenarios {}
