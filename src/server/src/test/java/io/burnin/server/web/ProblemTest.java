package io.burnin.server.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.burnin.server.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProblemTest {

    @Test
    void answersAnUnknownPath() {
        problem(Api.asAdmin().get("/no/such/path").then(), 404);
        problem(Api.asNobody().get("/no/such/path").then(), 404);
    }

    @Test
    void answersAMethodThatIsNotKnown() {
        problem(Api.asAdmin().delete("/plans").then(), 405);
    }

    @Test
    void answersAFormThatIsNotThere() {
        problem(Api.asAdmin().accept("image/png").get("/plans").then(), 406);
    }

    @Test
    void answersABodyOfTheWrongKind() {
        problem(
                Api.asAdmin()
                        .contentType("text/plain")
                        .body("hello")
                        .post("/runs")
                        .then(),
                415);
    }

    @Test
    void answersAParameterThatIsNoNumber() {
        problem(Api.asAdmin().get("/plans/phase1-burn-in/versions/latest").then(), 404);
        problem(Api.asAdmin().queryParam("limit", 0).get("/runs").then(), 422).body("detail", containsString("limit"));
    }

    @Test
    void answersABodyThatIsTooLarge() {
        String name = "x".repeat(1 << 20);

        problem(
                Api.asAdmin()
                        .contentType("application/json")
                        .body("{\"plan\": \"" + name + "\"}")
                        .post("/runs")
                        .then(),
                413);
    }

    @Test
    void leadsFromTheRootToWhatPeopleCanSee() {
        Api.asNobody()
                .redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", endsWith("/q/swagger-ui"));
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", not(equalTo("")))
                .body("detail", not(containsString("Exception")));
    }
}
