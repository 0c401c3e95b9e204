package io.burnin.server.run;

import io.burnin.server.OnPostgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class ExtensionOnPostgresTest extends ExtensionScenarios {}
