package io.burnin.server.ingest;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class IngestTest extends IngestScenarios {}
