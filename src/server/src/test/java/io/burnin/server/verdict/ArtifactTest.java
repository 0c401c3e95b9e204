package io.burnin.server.verdict;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ArtifactTest extends ArtifactScenarios {}
