package io.burnin.server.storage;

import static io.burnin.server.FakeAgent.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.server.MovableClock;
import io.burnin.server.TestPlan;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The room that the database takes; run on each database. */
abstract class StorageScenarios {

    @Inject
    MovableDisk disk;

    @Inject
    MovableClock clock;

    @Inject
    Readings readings;

    @Inject
    StorageConfig config;

    private FakeAgent agent;

    @BeforeEach
    void haveAnAgent() {
        agent = new FakeAgent();
    }

    @AfterEach
    void backToNormal() {
        disk.leave(OptionalLong.empty());
        clock.reset();
    }

    @Test
    void isToldByKindAndByPlan() {
        TestPlan plan = TestPlan.fresh().upload();
        Leased run = leased(plan);
        end(run);

        show().body("kinds.kind", contains("SAMPLES", "EVENTS", "VERDICTS", "ARTIFACTS", "OTHER"))
                .body("plans.find { it.plan == '%s' }.runs".formatted(plan.name()), equalTo(1))
                .body("plans.find { it.plan == '%s' }.records".formatted(plan.name()), equalTo(1))
                .body("freeBytes", nullValue())
                .body("warnings", empty());
    }

    @Test
    void refusesNewRunsWhenLittleIsLeftAndTakesWhatRunningOnesHandIn() {
        TestPlan plan = TestPlan.fresh().upload();
        Leased running = leased(plan);

        disk.leave(OptionalLong.of(config.floor().asLongValue() - 1));

        start(plan)
                .then()
                .statusCode(507)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:burnin:no-room"))
                .body("detail", containsString("burnin.storage.floor"));
        show().body("freeBytes", equalTo((int) (config.floor().asLongValue() - 1)))
                .body("warnings", hasItem(containsString("new runs are refused")));
        end(running);

        disk.leave(OptionalLong.of(config.floor().asLongValue()));
        String again = start(plan).then().statusCode(201).extract().path("id");
        Api.asAdmin().post("/runs/{run}/cancel", again).then().statusCode(200);
    }

    @Test
    void hasAFloorAndNoLimitUnlessSomebodySaysElse() {
        assertThat(config.floor().asLongValue()).isEqualTo(512L << 20);
        assertThat(config.capacity()).isEmpty();
    }

    @Test
    void isReadOnceAnHour() {
        clock.advance(Duration.ofDays(2));
        readings.readOncePerHour();
        readings.readOncePerHour();
        clock.advance(Duration.ofHours(1));
        readings.readOncePerHour();

        Instant from = Instant.now().plus(Duration.ofDays(2)).minus(Duration.ofHours(2));
        Instant until = from.plus(Duration.ofHours(6));
        assertThat(readings.since(from))
                .filteredOn(each -> each.at().isBefore(until))
                .hasSize(2);
    }

    @Test
    void keepsReadingsForAMonth() {
        readings.readOncePerHour();
        clock.advance(Duration.ofDays(40));
        readings.readOncePerHour();

        assertThat(readings.since(Instant.EPOCH)).hasSize(1);
    }

    private Leased leased(TestPlan plan) {
        agent.register();
        start(plan).then().statusCode(201);
        return agent.leased();
    }

    private Response start(TestPlan plan) {
        return Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan.name(), "profile", "short", "target", agent.target()))
                .post("/runs");
    }

    private void end(Leased run) {
        agent.post(
                        run,
                        1,
                        List.of(line(new RunEnded(Instant.now(), RunEnded.Outcome.FINISHED, Optional.empty(), "", ""))))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse show() {
        return Api.asA("VIEWER").get("/storage").then().statusCode(200);
    }
}
