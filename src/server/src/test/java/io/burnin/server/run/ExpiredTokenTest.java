package io.burnin.server.run;

import static io.burnin.server.FakeAgent.line;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.server.MovableClock;
import io.burnin.server.TestPlan;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent's token that expires ends no run. */
@QuarkusTest
class ExpiredTokenTest {

    @Inject
    MovableClock clock;

    private FakeAgent agent;

    @BeforeEach
    void haveAnAgent() {
        agent = FakeAgent.untrustedAfter("1h");
    }

    @AfterEach
    void backToTheTimeOfTheHost() {
        clock.reset();
    }

    @Test
    void isStillGoodForTheRunThatWasBegunWithIt() {
        Leased run = leased();

        clock.advance(Duration.ofHours(2));

        agent.heartbeat(run, 0, "").then().statusCode(200).body("orders", hasSize(0));
        agent.post(run, 1, List.of(line(new Event(Instant.now(), "note", "still here", Map.of()))))
                .then()
                .statusCode(200);
        agent.tryToRegister().then().statusCode(200);
        expectExpired(agent.lease("0s", run.run()));
        end(run, 2);
    }

    @Test
    void isGoodForNothingElse() {
        Leased run = leased();
        end(run, 1);

        clock.advance(Duration.ofHours(2));

        agent.post(run, 1, List.of()).then().statusCode(200);
        expectExpired(agent.heartbeat(run, 1, ""));
        expectExpired(agent.tryToRegister());
        expectExpired(agent.lease("0s"));
        Api.as(agent.token()).get("/runs").then().statusCode(403);
    }

    @Test
    void introducesNobodyNew() {
        clock.advance(Duration.ofHours(2));

        expectExpired(agent.tryToRegister());
    }

    private static void expectExpired(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("detail", containsString("has expired"));
    }

    private Leased leased() {
        TestPlan plan = TestPlan.fresh().upload();
        agent.register();
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan.name(), "profile", "short", "target", agent.target()))
                .post("/runs")
                .then()
                .statusCode(201);
        return agent.leased();
    }

    private void end(Leased run, long seq) {
        agent.post(
                        run,
                        seq,
                        List.of(line(new RunEnded(Instant.now(), RunEnded.Outcome.FINISHED, Optional.empty(), "", ""))))
                .then()
                .statusCode(200);
    }
}
