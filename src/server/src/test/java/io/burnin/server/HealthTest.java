package io.burnin.server;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {

    @Test
    void isUpWithItsDatabase() {
        when().get("/q/health").then().statusCode(200).body("status", is("UP"));
    }
}
