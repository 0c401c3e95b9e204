package io.burnin.server.verdict;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class DecisionTest extends DecisionScenarios {}
