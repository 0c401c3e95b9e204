package io.burnin.server.plan;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PlanTest extends PlanScenarios {}
