package io.burnin.server.verdict;

import static io.burnin.server.verdict.JudgedRun.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.verdict.JudgedRun.Order;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that are compared with runs before them; run on each database. */
abstract class BaselineScenarios {

    static final String LATENCY = "checks.find { it.criterion == 'latency' }.";

    FakeAgent agent;

    @BeforeEach
    void register() {
        agent = new FakeAgent().register();
    }

    /** Its latency may be a tenth more than that of a baseline. */
    static String planWith(String baseline) {
        return JudgedRun.uploaded(name -> JudgedRun.text(name)
                .replace(
                        "green: below 500 ms, yellow: at most 1000 ms, otherwise: red",
                        "green: at most baseline + 10 %, yellow: at most baseline + 50 %, otherwise: red, baseline: "
                                + baseline.replace("THIS", name))
                .replace("parameters:\n", "parameters:\n  rate: {default: 10, role: load}\n")
                .replace("profiles:\n", "profiles:\n  other: {duration: 60s, schedule: [{at: 0s, test: calm}]}\n"));
    }

    static Instant hour(int number) {
        return START.plus(Duration.ofHours(number));
    }

    /** The run of that hour, until its end. */
    JudgedRun run(String plan, int hour, double latency) {
        return finished(plan, Order.on(agent, hour(hour)), latency);
    }

    static JudgedRun finished(String plan, Order order, double latency) {
        JudgedRun run =
                JudgedRun.of(plan, order).answeringIn(latency).healthy(8).finished(9);
        verdict(run);
        return run;
    }

    static ValidatableResponse verdict(JudgedRun run) {
        return Api.asAdmin().get("/verdicts/{run}", run.id()).then().statusCode(200);
    }

    static void assertNoBaseline(JudgedRun run, String why) {
        verdict(run)
                .body("light", equalTo("YELLOW"))
                .body("exitCode", equalTo(30))
                .body(LATENCY + "state", equalTo("NO_BASELINE"))
                .body(LATENCY + "because", containsString(why));
    }

    @Test
    void comparesWithTheLastGreenRun() {
        String plan = planWith("lastGreen");

        JudgedRun first = run(plan, 1, 100);
        JudgedRun better = run(plan, 2, 90);
        JudgedRun slow = run(plan, 3, 200);
        JudgedRun last = run(plan, 4, 99);

        assertNoBaseline(first, "there is nothing to compare it with: no whole run of " + plan);
        verdict(first).body(LATENCY + "value", equalTo(100f));
        verdict(better)
                .body("light", equalTo("GREEN"))
                .body(LATENCY + "rule", containsString("green at most 110 ms (baseline + 10 %)"))
                .body(LATENCY + "baseline.choice", equalTo("lastGreen"))
                .body(LATENCY + "baseline.value", equalTo(100f))
                .body(LATENCY + "baseline.runs.run", contains(first.id()))
                .body(LATENCY + "baseline.runs.name", contains(plan + "#1"));
        verdict(slow).body("light", equalTo("RED"));
        verdict(last).body("light", equalTo("GREEN")).body(LATENCY + "baseline.runs.name", contains(plan + "#2"));
    }

    /** Times are the server's own here, since people pin by its clock. */
    @Test
    void comparesWithTheNewestPinOfTheTimeWhenTheRunBegan() throws Exception {
        String plan = planWith("pinned");
        JudgedRun before = run(plan, 1, 100);
        JudgedRun other = run(plan, 2, 200);
        assertNoBaseline(before, "no run of %s in profile short was pinned when this one began".formatted(plan));

        pin(before, "the release of March").body("pin.counts", equalTo(true)).body("pin.by", equalTo("a OPERATOR"));
        JudgedRun first = finished(plan, Order.on(agent, soon()), 105);
        pin(other, "").body("pin.counts", equalTo(true));
        JudgedRun second = finished(plan, Order.on(agent, soon()), 105);

        verdict(first).body("light", equalTo("GREEN")).body(LATENCY + "baseline.runs.run", contains(before.id()));
        verdict(second).body(LATENCY + "baseline.runs.run", contains(other.id()));
        shown(before).body("pin.reason", equalTo("the release of March")).body("pin.counts", equalTo(false));
        Api.asAdmin()
                .get("/runs?plan={plan}", plan)
                .then()
                .body("items.findAll { it.pin != null }.id", hasSize(2))
                .body("items.find { it.pin != null && it.pin.counts }.id", equalTo(other.id()));
        unpin(other).body("pin", nullValue());
        unpin(other).body("pin", nullValue());
        shown(before).body("pin.counts", equalTo(true));
        Unpacked bundle = Unpacked.of(second.id());
        assertThat(bundle.judged()).isEqualTo(bundle.verdict().verdict());
        verdict(finished(plan, Order.on(agent, soon()), 105))
                .body(LATENCY + "baseline.runs.run", contains(before.id()));
    }

    /** Later than anything that has been pinned. */
    private static Instant soon() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    }

    private static ValidatableResponse pin(JudgedRun run, String reason) {
        return Api.asA("OPERATOR")
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .put("/runs/{run}/pin", run.id())
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse unpin(JudgedRun run) {
        return Api.asA("OPERATOR").delete("/runs/{run}/pin", run.id()).then().statusCode(200);
    }

    static ValidatableResponse shown(JudgedRun run) {
        return Api.asAdmin().get("/runs/{run}", run.id()).then().statusCode(200);
    }
}
