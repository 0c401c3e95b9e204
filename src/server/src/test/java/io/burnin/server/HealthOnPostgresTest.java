package io.burnin.server;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OnPostgres.class)
class HealthOnPostgresTest {

    @Test
    void isUpWithItsDatabase() {
        when().get("/q/health").then().statusCode(200).body("status", is("UP"));
    }
}
