package io.burnin.server.verdict;

import io.burnin.server.OnPostgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class ArtifactOnPostgresTest extends ArtifactScenarios {}
