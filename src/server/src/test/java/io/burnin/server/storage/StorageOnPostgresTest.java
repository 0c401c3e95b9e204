package io.burnin.server.storage;

import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;

import io.burnin.server.Api;
import io.burnin.server.OnPostgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OnPostgres.class)
class StorageOnPostgresTest extends StorageScenarios {

    @Test
    void takesRoomOfEveryKind() {
        Api.asAdmin()
                .get("/storage")
                .then()
                .body("usedBytes", greaterThan(1_000_000))
                .body("kinds.bytes", everyItem(greaterThan(0)));
    }
}
