package io.burnin.server.storage;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class StorageTest extends StorageScenarios {}
