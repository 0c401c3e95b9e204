package io.burnin.server.run;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.TestPlan;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What callers may expect of {@code /runs}; run on each database. */
abstract class RunScenarios {

    @Inject
    Watch watch;

    private final TestPlan plan = TestPlan.fresh();

    @Test
    void queuesARunAndSaysWhatItWaitsFor() {
        plan.upload();

        Response started = start(Map.of("target", "nowhere"));

        started.then()
                .statusCode(201)
                .header("Location", endsWith("/runs/" + started.path("id")))
                .body("state", equalTo("QUEUED"))
                .body("name", equalTo(plan.name() + "#1"))
                .body("why", startsWith("no agent has declared target nowhere since "))
                .body("whySince", notNullValue())
                .body("light", nullValue());
    }

    @Test
    void saysWhichLabelsNoTargetHas() {
        plan.upload();

        start(Map.of("targetLabels", Map.of("pool", "win", "arch", "arm")))
                .then()
                .statusCode(201)
                .body("why", startsWith("no target with arch=arm, pool=win since "));
    }

    @Test
    void findsARunByItsIdAndByItsName() {
        plan.upload();
        String id = start(Map.of("target", "nowhere")).path("id");

        Api.asAdmin().get("/runs/{run}", id).then().statusCode(200).body("id", equalTo(id));
        Api.asAdmin()
                .get("/runs/{run}", plan.name() + "#1")
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        Api.asAdmin().get("/runs/{run}", plan.name() + "#2").then().statusCode(404);
        Api.asAdmin().get("/runs/{run}", UUID.randomUUID()).then().statusCode(404);
        Api.asAdmin()
                .get("/runs/nonsense")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("nonsense"));
    }

    @Test
    void givesARunToTheAgentThatWaitsForIt() {
        plan.upload();
        FakeAgent agent = new FakeAgent(Map.of("address", "http://localhost:2", "unknownToThePlan", "x")).register();
        CompletableFuture<Response> waiting = supplyAsync(() -> agent.lease("20s"));

        String id = start(Map.of("target", agent.target(), "parameters", Map.of("rate", 9)))
                .path("id");

        Response lease = waiting.join();
        lease.then()
                .statusCode(200)
                .body("run", equalTo(id))
                .body("fence", equalTo(1))
                .body("plan", equalTo(plan.name()))
                .body("planVersion", equalTo(1))
                .body("profile", equalTo("short"))
                .body("target", equalTo(agent.target()))
                .body("source", equalTo(plan.text()))
                .body("parameters", equalTo(Map.of("address", "http://localhost:2", "rate", "9")));
        Api.asAdmin()
                .get("/runs/{run}", id)
                .then()
                .body("state", equalTo("RUNNING"))
                .body("target", equalTo(agent.target()))
                .body("agent", equalTo(agent.id()))
                .body("progress", equalTo("0 %"))
                .body("plannedEnd", notNullValue());
    }

    @Test
    void findsATargetByItsLabels() {
        plan.upload();
        FakeAgent agent = new FakeAgent().register();

        String id = start(Map.of("targetLabels", Map.of("pool", agent.name()))).path("id");

        assertThat(agent.leased().run()).isEqualTo(id);
    }

    @Test
    void givesAHostOneRunAtATime() {
        plan.upload();
        FakeAgent agent = new FakeAgent().register();
        start(Map.of("target", agent.target()));
        FakeAgent.Leased first = agent.leased();
        agent.heartbeat(first, 0, "").then().statusCode(200);

        Response second = start(Map.of("target", agent.target()));

        second.then().body("why", startsWith("target busy with run " + plan.name() + "#1"));
        agent.lease("0s").then().statusCode(204);
    }

    @Test
    void givesAHostAsManyRunsAsAllItsAgentsAtWorkWouldShare() {
        plan.upload();
        FakeAgent first = new FakeAgent();
        first.besides(first, 2).register();
        FakeAgent second = new FakeAgent().besides(first, 3).register();
        FakeAgent third = new FakeAgent().besides(first, 3).register();
        FakeAgent loner = new FakeAgent().besides(first, 1).register();
        for (FakeAgent agent : List.of(first, second, third, loner)) {
            start(Map.of("target", agent.target()));
        }

        FakeAgent.Leased leased = second.leased();
        second.lease("0s", leased.run()).then().statusCode(204);
        loner.lease("0s").then().statusCode(204);
        third.leased();
        first.lease("0s").then().statusCode(204);
        RunRecord ended = new RunEnded(Instant.now(), RunEnded.Outcome.FINISHED, Optional.empty(), "", "");
        second.post(leased, 1, List.of(FakeAgent.line(ended))).then().statusCode(200);
        first.leased();
    }

    @Test
    void servesTheAgentsOfAHostInTheOrderOfTheirRuns() {
        plan.upload();
        FakeAgent busy = new FakeAgent().register();
        FakeAgent older = new FakeAgent().besides(busy, 1).register();
        FakeAgent younger = new FakeAgent().besides(busy, 1).register();
        start(Map.of("target", busy.target()));
        FakeAgent.Leased leased = busy.leased();
        String first = start(Map.of("target", older.target())).path("id");
        start(Map.of("target", younger.target()));

        CompletableFuture<Response> waiting = supplyAsync(() -> older.lease("20s"));
        younger.lease("1s").then().statusCode(204);
        RunRecord ended = new RunEnded(Instant.now(), RunEnded.Outcome.FINISHED, Optional.empty(), "", "");
        busy.post(leased, 1, List.of(FakeAgent.line(ended))).then().statusCode(200);

        younger.lease("0s").then().statusCode(204);
        waiting.join().then().statusCode(200).body("run", equalTo(first));
    }

    @Test
    void leasesAgainWhatTheAgentNeverHeardOf() {
        plan.upload();
        FakeAgent agent = new FakeAgent().register();
        start(Map.of("target", agent.target()));
        FakeAgent.Leased lost = agent.leased();

        FakeAgent.Leased again = agent.leased();

        assertThat(again.run()).isEqualTo(lost.run());
        assertThat(again.fence()).isEqualTo(lost.fence() + 1);
        agent.post(lost, 1, List.of()).then().statusCode(410);
    }

    @Test
    void startsTheSameRunOnceForOneKey() {
        plan.upload();
        String key = UUID.randomUUID().toString();
        Map<String, Object> order = order(Map.of("target", "nowhere"));

        String first = post(order, key).then().statusCode(201).extract().path("id");

        post(order, key).then().statusCode(200).body("id", equalTo(first));
        post(order(Map.of("target", "elsewhere")), key)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:burnin:key-reused"));
        Api.asAdmin().queryParam("plan", plan.name()).get("/runs").then().body("items", hasSize(1));
    }

    @Test
    void refusesWhatThePlanDoesNotHave() {
        plan.upload();

        expectInvalid(Map.of("target", "t", "profile", "huge"), "huge");
        expectInvalid(Map.of("target", "t", "tests", List.of("storm")), "storm");
        expectInvalid(Map.of("target", "t", "parameters", Map.of("reat", 1)), "reat");
        expectInvalid(Map.of(), "target");
        start(Map.of("target", "t", "plan", "unknown")).then().statusCode(404);
        start(Map.of("target", "t", "version", 7)).then().statusCode(404);
    }

    @Test
    void namesTheFieldThatItDoesNotUnderstand() {
        start(Map.of("target", "t", "profiel", "x"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("profiel"));
        start(Map.of("target", "t", "onBusy", "explode"))
                .then()
                .statusCode(400)
                .body("detail", containsString("onBusy"));
        start(Map.of("target", "t", "queueFor", "soon")).then().statusCode(422).body("detail", containsString("soon"));
        start(Map.of("target", "t", "profile", " ")).then().statusCode(422).body("errors.field", contains("profile"));
        Api.asAdmin()
                .contentType("application/json")
                .body("{\"plan\": ")
                .post("/runs")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void refusesABusyTargetIfAskedTo() {
        plan.upload();
        FakeAgent agent = new FakeAgent().register();
        start(Map.of("target", agent.target()));
        agent.leased();

        start(Map.of("target", agent.target(), "onBusy", "refuse"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:burnin:target-busy"));
    }

    @Test
    void replacesTheRunThatKeepsTheTargetBusyIfAskedTo() {
        plan.upload();
        FakeAgent agent = new FakeAgent().register();
        start(Map.of("target", agent.target()));
        FakeAgent.Leased first = agent.leased();

        start(Map.of("target", agent.target(), "onBusy", "replace")).then().statusCode(201);

        agent.heartbeat(first, 0, "")
                .then()
                .body("orders", hasSize(1))
                .body("orders[0].kind", equalTo("CANCEL"))
                .body("orders[0].reason", equalTo("replaced by " + plan.name() + "#2"));
    }

    @Test
    void takesACancelledRunOffTheQueue() {
        plan.upload();
        String id = start(Map.of("target", "nowhere")).path("id");

        cancel(id)
                .then()
                .statusCode(200)
                .body("state", equalTo("ABORTED"))
                .body("errorClass", equalTo("CANCELED"))
                .body("reason", equalTo("no longer needed"));
        cancel(id).then().statusCode(409).body("type", equalTo("urn:burnin:run-already-ended"));
    }

    @Test
    void startsTheSameAgain() {
        plan.upload();
        String id = start(Map.of("target", "nowhere", "labels", Map.of("build", "7")))
                .path("id");

        Api.asAdmin()
                .post("/runs/{run}/rerun", id)
                .then()
                .statusCode(201)
                .body("number", equalTo(2))
                .body("rerunOf", equalTo(id))
                .body("labels.build", equalTo("7"));
    }

    @Test
    void storesNothingForADryRun() {
        plan.upload();

        start(Map.of("target", "nowhere", "dryRun", true))
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("duration", equalTo("60s"))
                .body("timetable.test", contains("calm"));

        Api.asAdmin().queryParam("plan", plan.name()).get("/runs").then().body("items", hasSize(0));
    }

    @Test
    void givesUpWaitingAfterTheTimeThatWasGiven() {
        plan.upload();
        String id = start(Map.of("target", "nowhere", "queueFor", "0s")).path("id");

        watch.look();

        Api.asAdmin()
                .get("/runs/{run}", id)
                .then()
                .body("state", equalTo("ABORTED"))
                .body("errorClass", equalTo("INFRA"))
                .body("reason", containsString("no agent has declared target nowhere"));
    }

    @Test
    void abortsARunWhoseTargetDoesNotFitThePlan() {
        plan.upload();
        FakeAgent agent = new FakeAgent(Map.of("rate", "not a number"));
        String id = start(Map.of("target", agent.target())).path("id");
        agent.register();

        agent.lease("0s").then().statusCode(204);

        Api.asAdmin()
                .get("/runs/{run}", id)
                .then()
                .body("state", equalTo("ABORTED"))
                .body("errorClass", equalTo("CONFIG"));
    }

    @Test
    void listsRunsInPagesNewestFirst() {
        plan.upload();
        for (int i = 0; i < 5; i++) {
            start(Map.of("target", "nowhere"));
        }

        Response first = Api.asAdmin()
                .queryParam("plan", plan.name())
                .queryParam("limit", 2)
                .get("/runs");
        first.then().body("items", hasSize(2)).header("Link", matchesPattern("<.*cursor=.*>; rel=\"next\""));
        Response second = Api.asAdmin()
                .queryParam("plan", plan.name())
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get("/runs");
        Response third = Api.asAdmin()
                .queryParam("plan", plan.name())
                .queryParam("limit", 2)
                .queryParam("cursor", second.<String>path("next"))
                .get("/runs");
        third.then().body("next", nullValue());

        assertThat(List.of(first, second, third))
                .flatExtracting(page -> page.<List<Integer>>path("items.number"))
                .containsExactlyInAnyOrder(5, 4, 3, 2, 1);
    }

    @Test
    void findsRunsByWhatTheyAre() {
        plan.upload();
        String mine = start(Map.of("target", "here", "labels", Map.of("build", "7.1", "os", "win")))
                .path("id");
        start(Map.of("target", "there", "labels", Map.of("build", "7.2")));

        list("label", "build=7.1").body("items.id", contains(mine));
        list("label", "build=7.3").body("items", hasSize(0));
        list("target", "here").body("items.id", contains(mine));
        list("state", "queued").body("items", hasSize(2));
        list("state", "finished").body("items", hasSize(0));
        list("light", "red").body("items", hasSize(0));
        list("profile", "short").body("items", hasSize(2));
        Api.asAdmin()
                .queryParam("state", "happy")
                .get("/runs")
                .then()
                .statusCode(422)
                .body("detail", containsString("QUEUED"));
        Api.asAdmin().queryParam("cursor", "x").get("/runs").then().statusCode(422);
    }

    @Test
    void keepsATimeLine() {
        plan.upload();
        String id = start(Map.of("target", "nowhere")).path("id");
        cancel(id);

        Api.asAdmin()
                .get("/runs/{run}/events", id)
                .then()
                .statusCode(200)
                .body("items.kind", contains("queued", "cancel"))
                .body("items.number", contains(1, 2))
                .body("items[1].payload.reason", equalTo("no longer needed"));
    }

    @Test
    void showsTargetsAndAgents() {
        FakeAgent agent = new FakeAgent(Map.of("address", "x")).register().register();

        Api.asAdmin().get("/targets").then().body("name", hasItem(agent.target()));
        Api.asAdmin().get("/agents/{id}", agent.id()).then().body("targets", contains(agent.target()));
        Api.asAdmin().get("/agents").then().body("name", hasItem(agent.name()));
        Api.asAdmin().get("/agents/{id}", UUID.randomUUID()).then().statusCode(404);
    }

    private io.restassured.response.ValidatableResponse list(String filter, String value) {
        return Api.asAdmin()
                .queryParam("plan", plan.name())
                .queryParam(filter, value)
                .get("/runs")
                .then()
                .statusCode(200);
    }

    private void expectInvalid(Map<String, Object> changes, String named) {
        start(changes)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString(named));
    }

    private static Response cancel(String run) {
        return Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("reason", "no longer needed"))
                .post("/runs/{run}/cancel", run);
    }

    private Response start(Map<String, Object> changes) {
        return post(order(changes), UUID.randomUUID().toString());
    }

    private static Response post(Map<String, Object> order, String key) {
        return Api.asAdmin()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(order)
                .post("/runs");
    }

    private Map<String, Object> order(Map<String, Object> changes) {
        Map<String, Object> order = new HashMap<>(Map.of("plan", plan.name(), "profile", "short"));
        order.putAll(changes);
        return order;
    }
}
