package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.verdict.JudgedRun.Order;
import io.burnin.verdict.Verdict;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With what is the same on every database. */
@QuarkusTest
class BaselineTest extends BaselineScenarios {

    @Test
    void takesTheMedianOfRunsThatWereNotRed() {
        String plan = planWith("median(2)");
        run(plan, 1, 100);
        JudgedRun second = run(plan, 2, 110);
        JudgedRun red = run(plan, 3, 900);

        JudgedRun last = run(plan, 4, 110);

        assertNoBaseline(second, "median(2) takes 2 runs with a value of it, and of those before this one 1 have");
        verdict(red).body("light", equalTo("RED"));
        verdict(last)
                .body("light", equalTo("GREEN"))
                .body(LATENCY + "baseline.value", equalTo(105f))
                .body(LATENCY + "baseline.runs.name", contains(plan + "#2", plan + "#1"));
    }

    /** Live, in the end, judged anew, and out of a bundle it is the same, whatever became of other runs since. */
    @Test
    void fixesTheBaselineWhenTheRunBegins() throws Exception {
        String plan = planWith("lastGreen");
        JudgedRun first = run(plan, 1, 100);
        JudgedRun goesOn = JudgedRun.of(plan, Order.on(agent, hour(2)))
                .answeringIn(105)
                .healthy(8)
                .send();
        verdict(goesOn).body("provisional", equalTo(true)).body(LATENCY + "baseline.value", equalTo(100f));
        Unpacked live = Unpacked.of(goesOn.id());
        goesOn.finished(9);
        run(plan, 3, 101);
        exclude(first);
        verdict(first).body("revision", equalTo(2));

        Unpacked ended = Unpacked.of(goesOn.id());
        Verdict judged = ended.judged();

        verdict(goesOn).body("light", equalTo("GREEN")).body(LATENCY + "baseline.runs.name", contains(plan + "#1"));
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("planVersion", 1))
                .post("/verdicts/{run}/rejudge", goesOn.id())
                .then()
                .statusCode(200)
                .body("after.light", equalTo("GREEN"))
                .body("changes", hasSize(0));
        assertThat(live.judged()).isEqualTo(live.verdict().verdict());
        assertThat(judged).isEqualTo(ended.verdict().verdict());
        assertThat(ended.facts().baselines())
                .singleElement()
                .satisfies(baseline -> assertThat(baseline.runs())
                        .singleElement()
                        .satisfies(run -> assertThat(run.name()).isEqualTo(plan + "#1")));
    }

    /** Another target or load, another profile, a part of the plan: none of them is found by itself. */
    @Test
    void findsOnlyRunsThatCompare() {
        String plan = planWith("lastGreen");
        List<JudgedRun> others = List.of(
                finished(plan, Order.on(new FakeAgent().register(), hour(1)), 100),
                finished(plan, new Order(agent, hour(2), "other", Map.of()), 100),
                finished(plan, new Order(agent, hour(3), "short", Map.of("tests", List.of("calm"))), 100),
                finished(plan, new Order(agent, hour(4), "short", Map.of("parameters", Map.of("rate", "20"))), 100));

        others.forEach(other -> verdict(other).body("reasons.kind", everyItem(equalTo("NO_BASELINE"))));
        assertNoBaseline(run(plan, 5, 100), "under the same load, had ended and was green when this one began");
    }

    @Test
    void comparesWithTheRunThatThePlanNames() {
        String plan = planWith("run:THIS#2");
        run(plan, 1, 50);
        JudgedRun named = finished(plan, Order.on(new FakeAgent().register(), hour(2)), 100);
        JudgedRun part = JudgedRun.of(plan, Order.on(agent, hour(1)))
                .answeringIn(100)
                .healthy(8)
                .finished(9);

        JudgedRun next = run(plan, 3, 105);

        assertNoBaseline(named, plan + "#2 is this run itself");
        assertNoBaseline(part, plan + "#2 had not ended when this run began");
        verdict(next).body("light", equalTo("GREEN")).body(LATENCY + "baseline.value", equalTo(100f));
    }

    @Test
    void saysWhyANamedRunDoesNotCompare() {
        JudgedRun elsewhere = JudgedRun.started().healthy(8).finished(9);
        String ofOther = planWith("run:" + elsewhere.id());
        String ofNone = planWith("run:0b8f6d3e-7a43-4c1f-9a5e-0d6f2b1c9e11");
        String ofPart = planWith("run:THIS#1");
        finished(ofPart, new Order(agent, hour(1), "short", Map.of("tests", List.of("calm"))), 100);

        assertNoBaseline(run(ofOther, 2, 1), "only runs of the same plan and profile compare");
        assertNoBaseline(run(ofNone, 2, 1), "there is no run 0b8f6d3e-7a43-4c1f-9a5e-0d6f2b1c9e11");
        assertNoBaseline(run(ofPart, 2, 1), ofPart + "#1 executed only a part of the plan");
    }

    @Test
    void pinsOnlyWholeRunsThatWentThrough() {
        String plan = planWith("pinned");
        JudgedRun part = finished(plan, new Order(agent, hour(1), "short", Map.of("tests", List.of("calm"))), 100);
        JudgedRun whole = run(plan, 2, 100);
        JudgedRun running =
                JudgedRun.of(plan, Order.on(agent, hour(3))).healthy(5).send();

        Api.asA("VIEWER").put("/runs/{run}/pin", whole.id()).then().statusCode(403);
        Api.asA("VIEWER").delete("/runs/{run}/pin", whole.id()).then().statusCode(403);
        Api.asA("OPERATOR")
                .put("/runs/{run}/pin", running.id())
                .then()
                .statusCode(409)
                .body("detail", containsString("pin it when it has finished"));
        Api.asA("OPERATOR")
                .put("/runs/{run}/pin", part.id())
                .then()
                .statusCode(422)
                .body("detail", containsString("executed only calm"));
        Api.asA("OPERATOR").put("/runs/{run}/pin", whole.id()).then().statusCode(200);
        Instant first = Instant.parse(shown(whole).extract().path("pin.at"));
        Api.asA("OPERATOR").put("/runs/{run}/pin", whole.id()).then().statusCode(200);
        assertThat(Instant.parse(shown(whole).extract().path("pin.at"))).isEqualTo(first);
        Api.asAdmin().get("/runs?plan={plan}", plan).then().body("items.pin.at", hasItem(first.toString()));
    }

    private static void exclude(JudgedRun run) {
        Api.asA("OPERATOR")
                .contentType("application/json")
                .body(Map.of(
                        "from",
                        hour(1).plusSeconds(5),
                        "to",
                        hour(1).plusSeconds(6),
                        "kind",
                        "OTHER",
                        "reason",
                        "somebody else used the host"))
                .post("/runs/{run}/exclusions", run.id())
                .then()
                .statusCode(201);
    }
}
