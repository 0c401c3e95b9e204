package io.burnin.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import io.burnin.server.Api;
import io.burnin.server.TestPlan;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers may expect of {@code /plans}; run on each database. */
abstract class PlanScenarios {

    @Test
    void holdsTheBuiltInPlanFromTheStart() {
        Api.asAdmin().get("/plans").then().statusCode(200).body("items.name", hasItem("phase1-burn-in"));
        Api.asAdmin()
                .get("/plans/phase1-burn-in")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("profiles", hasItem("smoke"));
    }

    @Test
    void storesANewPlanAsItsFirstVersion() {
        TestPlan plan = TestPlan.fresh();

        upload(plan.text())
                .then()
                .statusCode(201)
                .header("Location", endsWith("/plans/" + plan.name() + "/versions/1"))
                .body("name", equalTo(plan.name()))
                .body("version", equalTo(1))
                .body("profiles", contains("short"));
    }

    @Test
    void answersTheKnownVersionForKnownContent() {
        TestPlan plan = TestPlan.fresh().upload();

        upload(plan.text()).then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void countsAnotherTextAsTheNextVersion() {
        TestPlan plan = TestPlan.fresh().upload();

        upload(plan.text() + "# changed\n").then().statusCode(201).body("version", equalTo(2));

        Api.asAdmin().get("/plans/{name}/versions", plan.name()).then().body("items.version", contains(2, 1));
        Api.asAdmin().get("/plans/{name}", plan.name()).then().body("version", equalTo(2));
    }

    @Test
    void givesTheTextBackAsItWasWritten() {
        TestPlan plan = TestPlan.fresh().upload();

        String text = Api.asAdmin()
                .accept("text/yaml")
                .get("/plans/{name}/versions/1", plan.name())
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(text).isEqualTo(plan.text());
    }

    @Test
    void sendsNothingToWhoHasItAlready() {
        TestPlan plan = TestPlan.fresh().upload();
        for (String form : List.of("application/json", "text/yaml")) {
            String tag = version(plan, form, "").statusCode(200).extract().header("ETag");

            version(plan, form, tag).statusCode(304).header("ETag", tag);
            version(plan, form, "\"another\"").statusCode(200);
        }
        String newest = Api.asAdmin().get("/plans/{name}", plan.name()).header("ETag");
        upload(plan.text() + "# changed\n").then().statusCode(201);
        Api.asAdmin()
                .header("If-None-Match", newest)
                .get("/plans/{name}", plan.name())
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
    }

    private static ValidatableResponse version(TestPlan plan, String form, String known) {
        return Api.asAdmin()
                .accept(form)
                .header("If-None-Match", known)
                .get("/plans/{name}/versions/1", plan.name())
                .then();
    }

    @Test
    void refusesABrokenPlanWithEveryMistakeAndItsPlace() {
        String broken = TestPlan.fresh().text().replace("wait: 1s", "wiat: 1s").replace("type: number", "type: nummer");

        upload(broken)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:burnin:invalid-plan"))
                .body("problems.size()", greaterThan(1))
                .body("problems.line", hasItem(14))
                .body("problems.message", hasItem(containsString("wiat")));
    }

    @Test
    void lintsOneProfile() {
        TestPlan plan = TestPlan.fresh().upload();

        lint(plan, "short").statusCode(200).body("message", contains("nothing uses the parameter 'rate'"));
        lint(plan, "shrot").statusCode(422).body("detail", containsString("it has short"));
    }

    private static ValidatableResponse lint(TestPlan plan, String profile) {
        return Api.asAdmin()
                .queryParam("profile", profile)
                .get("/plans/{name}/lint", plan.name())
                .then();
    }

    @Test
    void refusesAnotherKindOfBody() {
        Api.asAdmin()
                .contentType("application/xml")
                .body("<plan/>")
                .post("/plans")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    private static Response upload(String text) {
        return Api.asAdmin()
                .contentType("application/yaml")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post("/plans");
    }
}
