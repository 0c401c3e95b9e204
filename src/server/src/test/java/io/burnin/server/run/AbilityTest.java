package io.burnin.server.run;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.burnin.plan.Abilities;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.TestPlan;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents and servers of different versions. */
@QuarkusTest
class AbilityTest {

    /** The plan of the tests waits, and asks a URL. */
    private static final Abilities TOO_LITTLE = new Abilities(Set.of("service.kill"), Set.of("log"));

    @Inject
    Watch watch;

    private TestPlan plan;
    private FakeAgent agent;

    @BeforeEach
    void haveAPlanAndAnAgent() {
        plan = TestPlan.fresh().upload();
        agent = new FakeAgent();
    }

    @Test
    void isToldAtRegistrationAndShown() {
        agent.knowing(Abilities.all()).register();

        Api.asAdmin()
                .get("/agents/{id}", agent.id())
                .then()
                .body("protocol", equalTo(2))
                .body("abilities.actions", hasItem("service.kill"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void isNotGuessedOfAProtocolThatTheServerDoesNotSpeak(int protocol) {
        Map<String, Object> told = new HashMap<>(agent.registration());
        told.put("protocol", protocol);

        Api.as(agent.token())
                .contentType("application/json")
                .body(told)
                .post("/agents")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:burnin:protocol-unknown"))
                .body("detail", allOf(containsString(agent.name()), containsString("/download/burnin.jar")))
                .body("oldest", equalTo(1))
                .body("newest", equalTo(2));
    }

    /** An agent from before would not even read the plan. */
    @Test
    void toCaptureIsAskedForByPlansThatCapture() {
        plan = new TestPlan("plan-" + UUID.randomUUID().toString().substring(0, 8));
        Api.asAdmin()
                .contentType("application/yaml")
                .body((plan.text() + "capture: [{log: /srv/logs/front.log}]\n").getBytes(StandardCharsets.UTF_8))
                .post("/plans")
                .then()
                .statusCode(201);
        agent.knowing(new Abilities(Abilities.all().actions(), Abilities.all().probes(), Set.of("rehearsal")))
                .register();

        start().then().statusCode(422).body("detail", containsString("knows no mode capture"));
    }

    @Test
    void isCheckedWhenARunIsStarted() {
        agent.knowing(TOO_LITTLE).register();

        start().then()
                .statusCode(422)
                .body("type", equalTo("urn:burnin:not-able"))
                .body(
                        "detail",
                        allOf(
                                containsString("on " + agent.host()),
                                containsString("no action wait and no probe http"),
                                containsString("/download/burnin.jar")));
    }

    @Test
    void isBelievedOfAnAgentThatIsTooOldToTell() {
        agent.register();

        String run = start().then().statusCode(201).extract().path("id");

        agent.lease("5s").then().statusCode(200).body("run", equalTo(run));
    }

    @Test
    void isWaitedForByARunThatWasQueuedBefore() {
        String run = start().then().statusCode(201).extract().path("id");
        agent.knowing(TOO_LITTLE).register();

        agent.lease("0s").then().statusCode(204);
        watch.look();
        Api.asAdmin().get("/runs/{run}", run).then().body("why", containsString("no action wait"));

        agent.knowing(Abilities.all()).register();
        agent.lease("5s").then().statusCode(200).body("run", equalTo(run));
    }

    private Response start() {
        return Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan.name(), "profile", "short", "target", agent.target()))
                .post("/runs");
    }
}
