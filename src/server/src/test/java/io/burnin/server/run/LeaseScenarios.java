package io.burnin.server.run;

import static io.burnin.server.FakeAgent.line;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.server.MovableClock;
import io.burnin.server.TestPlan;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Agents;
import io.burnin.server.fleet.FleetConfig;
import io.burnin.verdict.ErrorClass;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lease promises to both sides; run on each database. */
abstract class LeaseScenarios {

    @Inject
    MovableClock clock;

    @Inject
    FleetConfig config;

    @Inject
    Watch watch;

    @Inject
    Clock time;

    @Inject
    Listening listening;

    @Inject
    Agents agents;

    private FakeAgent agent;
    private Leased run;

    @BeforeEach
    void leaseARun() {
        agent = new FakeAgent().register();
        order(agent);
        run = agent.leased();
        beat().then().statusCode(200);
        watch.look();
    }

    @AfterEach
    void backToTheTimeOfTheHost() {
        clock.reset();
        end(agent, run);
    }

    private static void order(FakeAgent agent) {
        TestPlan plan = TestPlan.fresh().upload();
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan.name(), "profile", "short", "target", agent.target()))
                .post("/runs")
                .then()
                .statusCode(201);
    }

    private static void end(FakeAgent agent, Leased run) {
        agent.post(
                run,
                1,
                List.of(line(
                        new RunEnded(java.time.Instant.now(), RunEnded.Outcome.FINISHED, Optional.empty(), "", ""))));
    }

    @Test
    void isRenewedByAHeartbeat() {
        pass(config.lease().minusSeconds(2));
        beat();
        pass(config.lease().minusSeconds(2));

        show().body("silentSince", nullValue());
    }

    @Test
    void isRenewedByABatch() {
        pass(config.lease().minusSeconds(2));
        agent.post(run, 1, List.of()).then().statusCode(200);
        pass(config.lease().minusSeconds(2));

        show().body("silentSince", nullValue());
    }

    @Test
    void exchangesClocks() {
        beat().then()
                .body("receivedAt", notNullValue())
                .body("sentAt", notNullValue())
                .body("orders", hasSize(0));
    }

    @Test
    void tellsOfASilentAgentAndThatItSpeaksAgain() {
        pass(config.lease().plusSeconds(1));
        show().body("state", equalTo("RUNNING")).body("silentSince", notNullValue());

        beat();

        show().body("silentSince", nullValue());
        events().body("items.kind", contains("queued", "leased", "silent", "heard-again"));
    }

    @Test
    void isLostWhenItsAgentStaysAway() {
        lose();

        show().body("state", equalTo("LOST"))
                .body("errorClass", equalTo("INFRA"))
                .body("endedAt", notNullValue());
    }

    @Test
    void isNotLostForATimeInWhichNobodyListened() {
        clock.advance(Duration.ofDays(1));
        watch.look();
        watch.look();

        show().body("state", equalTo("RUNNING")).body("silentSince", nullValue());
        lose();
        show().body("state", equalTo("LOST"));
    }

    /** Its agent gave up waiting, was given a run when it asked again, and the first request wakes after that. */
    @Test
    void isNotGivenAgainToARequestThatItsAgentForgot() {
        FakeAgent hasty = new FakeAgent().register();
        CompletableFuture<Response> forgotten = supplyAsync(() -> hasty.lease("4s"));
        await().untilAsserted(() -> assertThat(
                        agents.require(AgentId.fromString(hasty.id())).asking().number())
                .isEqualTo(1));
        hasty.lease("0s").then().statusCode(204);

        order(hasty);
        Leased given = hasty.leased();

        assertThat(forgotten.join().statusCode()).isEqualTo(204);
        hasty.heartbeat(given, 0, "").then().body("orders", hasSize(0));
        end(hasty, given);
    }

    @Test
    void isNeverGivenToAnotherHost() {
        lose();

        agent.lease("0s").then().statusCode(204);
    }

    @Test
    void comesBackWithItsAgent() {
        lose();

        beat().then().body("orders", hasSize(0));

        show().body("state", equalTo("RUNNING")).body("endedAt", nullValue());
        events().body("items.kind", hasItems("lost", "returned"));
    }

    @Test
    void comesBackWithABatch() {
        lose();

        agent.post(run, 1, List.of(line(new Event(java.time.Instant.now(), "note", "back", Map.of()))))
                .then()
                .statusCode(200);

        show().body("state", equalTo("RUNNING"));
    }

    @Test
    void isGoneForGoodAnHourAfterItsPlannedEnd() {
        lose();
        pass(config.returnsWithin().plus(Duration.ofMinutes(2)));

        beat().then().body("orders.kind", contains("ABANDON"));
        agent.post(run, 1, List.of()).then().statusCode(410);

        show().body("state", equalTo("LOST"));
        events().body("items.kind", not(hasItem("returned")));
    }

    @Test
    void carriesTheWishToCancel() {
        Api.asAdmin()
                .post("/runs/{run}/cancel", run.run())
                .then()
                .statusCode(200)
                .body("state", equalTo("RUNNING"));

        beat().then().body("orders.kind", contains("CANCEL")).body("orders.run", contains(run.run()));
    }

    @Test
    void carriesTheWishToCancelToAnAgentThatWasAway() {
        lose();
        Api.asAdmin()
                .post("/runs/{run}/cancel", run.run())
                .then()
                .statusCode(200)
                .body("state", equalTo("LOST"));

        beat().then().body("orders.kind", contains("CANCEL"));
    }

    @Test
    void hasNoOrdersForARunThatHasEnded() {
        agent.post(
                run,
                1,
                List.of(line(new RunEnded(
                        java.time.Instant.now(),
                        RunEnded.Outcome.ABORTED,
                        Optional.of(ErrorClass.INFRA),
                        "rebooted",
                        ""))));

        beat().then().body("orders", hasSize(0));
    }

    @Test
    void isAnothersIfItIsUnknownOrOlder() {
        agent.heartbeat(new Leased(UUID.randomUUID().toString(), 1), 0, "")
                .then()
                .body("orders.kind", contains("ABANDON"));
        agent.heartbeat(new Leased("nonsense", 1), 0, "").then().body("orders.kind", contains("ABANDON"));
        agent.heartbeat(new Leased(run.run(), run.fence() - 1), 0, "").then().body("orders.kind", contains("ABANDON"));
    }

    @Test
    void showsWhatTheAgentDoes() {
        agent.heartbeat(run, 17, "calm 1: waiting").then().statusCode(200);

        show().body("progress", startsWith("calm 1: waiting, ")).body("records.journalled", equalTo(17));
    }

    private void lose() {
        pass(config.lease().plusSeconds(1));
        pass(config.lostAfter());
    }

    /** With a server that listens all the while. */
    private void pass(Duration passing) {
        Duration step = config.lease().dividedBy(2);
        for (Duration left = passing; left.isPositive(); left = left.minus(step)) {
            clock.advance(left.compareTo(step) < 0 ? left : step);
            listening.since(time.instant());
        }
        watch.look();
    }

    private Response beat() {
        return agent.heartbeat(run, 0, "");
    }

    private ValidatableResponse show() {
        return Api.asAdmin().get("/runs/{run}", run.run()).then().statusCode(200);
    }

    private ValidatableResponse events() {
        return Api.asAdmin().get("/runs/{run}/events", run.run()).then().statusCode(200);
    }
}
