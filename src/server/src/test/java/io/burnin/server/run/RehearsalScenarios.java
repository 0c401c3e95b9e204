package io.burnin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.burnin.plan.Abilities;
import io.burnin.protocol.Rehearsed;
import io.burnin.protocol.Rehearsed.Result;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.server.TestPlan;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rehearsal is a run of its own kind; run on each database. */
abstract class RehearsalScenarios {

    private static final Instant NOON = Instant.now();
    private static final Rehearsed FINE = new Rehearsed(Result.OK, "probes/front", "front", "answered 200", "");
    private static final Rehearsed DOUBTFUL =
            new Rehearsed(Result.WARNING, "probes/log", "log requests", "200 lines read, 0 matched", "look at it");
    private static final Rehearsed BROKEN =
            new Rehearsed(Result.FAILED, "probes/front", "front", "no connection", "correct the address");

    private FakeAgent agent;
    private TestPlan plan;

    @BeforeEach
    void haveAPlanAndAnAgent() {
        plan = TestPlan.fresh().upload();
        agent = new FakeAgent().knowing(Abilities.all()).register();
    }

    @Test
    void tellsItsAgentWhatItIsAndWhatItFoundToEverybody() {
        String run = order();
        Leased leased = lease();

        tell(leased, Optional.empty(), FINE, DOUBTFUL);
        table(run).body("result", nullValue()).body("state", equalTo("RUNNING"));
        agent.post(leased, 4, List.of(FakeAgent.line(ended()))).then().statusCode(200);

        table(run)
                .body("state", equalTo("FINISHED"))
                .body("result", equalTo("WARNING"))
                .body("lines.what", contains("front", "log requests"))
                .body("lines.remedy", contains("", "look at it"));
        Api.asAdmin()
                .get("/runs/{run}", run)
                .then()
                .body("mode", equalTo("rehearsal"))
                .body("light", nullValue())
                .body("links", allOf(hasKey("rehearsal"), not(hasKey("verdict")), not(hasKey("report"))));
    }

    @Test
    void hasNoVerdictAndNoReportAndOpensNoGate() {
        String run = order();
        tell(lease(), Optional.of(ended()), BROKEN);

        table(run).body("result", equalTo("FAILED"));
        for (String path : List.of("/verdicts/%s", "/runs/%s/gate", "/runs/%s/report", "/runs/%s/findings")) {
            Api.asAdmin()
                    .get(path.formatted(run))
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:burnin:no-verdict"))
                    .body("detail", containsString("/runs/%s/rehearsal".formatted(run)));
        }
        Api.asAdmin()
                .queryParam("plan", plan.name())
                .get("/verdicts")
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void isListedAsSuch() {
        String rehearsal = order();
        String burnIn = start(Map.of()).then().statusCode(201).extract().path("id");

        listed("rehearsal").body("items.id", contains(rehearsal));
        listed("burn-in").body("items.id", contains(burnIn));
    }

    @Test
    void leavesTheTargetToTheNextRunAtOnce() {
        order();
        Leased leased = lease();
        String next = start(Map.of()).then().statusCode(201).extract().path("id");
        agent.lease("0s", leased.run()).then().statusCode(204);

        tell(leased, Optional.of(ended()), FINE);

        agent.lease("5s", leased.run())
                .then()
                .statusCode(200)
                .body("run", equalTo(next))
                .body("mode", equalTo("burn-in"));
    }

    @Test
    void endsAStreamOfEvents() {
        String run = order();
        tell(lease(), Optional.of(ended()), FINE);

        String stream = Api.asAdmin()
                .accept("text/event-stream")
                .get("/runs/{run}/events", run)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(stream).contains("front: answered 200", "event:rehearsal").doesNotContain("event:verdict");
    }

    @Test
    void isNotGivenToAnAgentThatWouldExecuteIt() {
        var old = new FakeAgent().register();
        var older = new FakeAgent()
                .knowing(
                        new Abilities(Abilities.all().actions(), Abilities.all().probes()))
                .register();

        for (FakeAgent unable : List.of(old, older)) {
            Api.asAdmin()
                    .contentType("application/json")
                    .body(Map.of(
                            "plan", plan.name(), "profile", "short", "target", unable.target(), "mode", "rehearsal"))
                    .post("/runs")
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:burnin:not-able"))
                    .body(
                            "detail",
                            allOf(containsString("knows no mode rehearsal"), containsString("/download/burnin.jar")));
        }
    }

    @Test
    void refusesALineThatNobodyCouldShow() {
        order();
        Leased leased = lease();
        var broken = new RunRecord.Event(NOON, Rehearsed.KIND, "half", Map.of("result", "SPLENDID"));

        agent.post(leased, 1, List.of(FakeAgent.line(broken)))
                .then()
                .statusCode(400)
                .body("detail", containsString("a line of a rehearsal"));
    }

    @Test
    void isNothingThatABurnInHas() {
        String run = start(Map.of()).then().statusCode(201).extract().path("id");

        Api.asAdmin()
                .get("/runs/{run}/rehearsal", run)
                .then()
                .statusCode(404)
                .body("detail", containsString("is no rehearsal"));
    }

    private String order() {
        return start(Map.of("mode", "rehearsal"))
                .then()
                .statusCode(201)
                .body("mode", equalTo("rehearsal"))
                .extract()
                .path("id");
    }

    private Response start(Map<String, Object> more) {
        var body = new HashMap<String, Object>(more);
        body.putAll(Map.of("plan", plan.name(), "profile", "short", "target", agent.target()));
        return Api.asAdmin().contentType("application/json").body(body).post("/runs");
    }

    private Leased lease() {
        var answer = agent.lease("5s").then().statusCode(200).body("mode", equalTo("rehearsal"));
        return new Leased(
                answer.extract().path("run"), ((Number) answer.extract().path("fence")).longValue());
    }

    private void tell(Leased leased, Optional<RunRecord> last, Rehearsed... found) {
        Stream<RunRecord> begin = Stream.of(new RunRecord.RunStarted(NOON, Map.of()));
        Stream<RunRecord> lines = Stream.of(found).map(line -> line.event(NOON));
        List<String> all = Stream.of(begin, lines, last.stream())
                .flatMap(each -> each)
                .map(FakeAgent::line)
                .toList();
        agent.post(leased, 1, all).then().statusCode(200);
    }

    private static RunRecord ended() {
        return new RunEnded(NOON, RunEnded.Outcome.FINISHED, Optional.empty(), "", "");
    }

    private ValidatableResponse table(String run) {
        return Api.asAdmin().get("/runs/{run}/rehearsal", run).then().statusCode(200);
    }

    private ValidatableResponse listed(String mode) {
        return Api.asAdmin()
                .queryParam("plan", plan.name())
                .queryParam("mode", mode)
                .get("/runs")
                .then()
                .statusCode(200);
    }
}
