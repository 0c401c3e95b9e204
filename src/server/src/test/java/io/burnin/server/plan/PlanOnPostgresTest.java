package io.burnin.server.plan;

import io.burnin.server.OnPostgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class PlanOnPostgresTest extends PlanScenarios {}
