package io.burnin.server.run;

import static io.burnin.server.FakeAgent.line;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.burnin.plan.Abilities;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.RunStarted;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.server.TestPlan;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What whoever lets a run last longer may expect; run on each database. The plan lasts a minute. */
abstract class ExtensionScenarios {

    private static final Map<String, String> A_MINUTE = Map.of("by", "1min", "reason", "too few requests");

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private FakeAgent agent;
    private long sent;

    @BeforeEach
    void register() {
        agent = new FakeAgent().knowing(Abilities.all()).register();
    }

    private Leased started() {
        Leased leased = leased(agent, Map.of());
        tell(leased, new RunStarted(start, Map.of()));
        return leased;
    }

    private static Leased leased(FakeAgent agent, Map<String, Object> more) {
        queued(agent, more);
        return agent.leased();
    }

    private static String queued(FakeAgent agent, Map<String, Object> more) {
        var order = new HashMap<String, Object>(more);
        order.putAll(Map.of("plan", TestPlan.fresh().upload().name(), "profile", "short", "target", agent.target()));
        return Api.asAdmin()
                .contentType("application/json")
                .body(order)
                .post("/runs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void tell(Leased leased, RunRecord... records) {
        agent.post(
                        leased,
                        sent + 1,
                        List.of(records).stream().map(FakeAgent::line).toList())
                .then()
                .statusCode(200);
        sent += records.length;
    }

    private static ValidatableResponse extend(String run, Map<String, String> body, String... headers) {
        var request = Api.asA("OPERATOR").contentType("application/json").body(body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.post("/runs/{run}/extend", run).then();
    }

    private static ValidatableResponse get(String path, String run) {
        return Api.asAdmin().get(path, run).then().statusCode(200);
    }

    private static Event extended(Instant at, int seconds) {
        return new Event(at, "extended", "longer", Map.of("totalSeconds", Integer.toString(seconds)));
    }

    @Test
    void lastsLongerOnceItsAgentSaysSo() {
        Leased run = started();

        extend(run.run(), A_MINUTE)
                .statusCode(200)
                .body("extension.total", equalTo("60s"))
                .body("extension.pending", equalTo("60s"))
                .body("plannedEnd", equalTo(start.plusSeconds(60).toString()));
        agent.heartbeat(run, sent, "")
                .then()
                .body("orders.kind", contains("EXTEND"))
                .body("orders[0].reason", equalTo("too few requests"))
                .body("orders[0].extension.totalSeconds", equalTo(60))
                .body("orders[0].extension.by", equalTo("a OPERATOR"));
        tell(run, extended(start.plusSeconds(1), 60));

        agent.heartbeat(run, sent, "").then().body("orders", hasSize(0));
        get("/runs/{run}", run.run())
                .body("extension.pending", equalTo("0s"))
                .body("plannedEnd", equalTo(start.plusSeconds(120).toString()));
        get("/runs/{run}/extensions", run.run())
                .body("longer", contains("60s"))
                .body("reason", contains("too few requests"))
                .body("by", contains("a OPERATOR"))
                .body("taken", contains(true));
        get("/runs/{run}/events", run.run())
                .body("items.kind", hasItem("extend"))
                .body("items.find { it.kind == 'extend' }.payload.longer", equalTo("1 min"));
        get("/runs/{run}/report.json", run.run()).body("timeline.incidents.kind", contains("extended"));
    }

    @Test
    void isExtendedAgainFromItsNewEnd() {
        Leased run = started();
        extend(run.run(), A_MINUTE);
        tell(run, extended(start.plusSeconds(1), 60));

        extend(run.run(), A_MINUTE).body("extension.total", equalTo("120s"));

        agent.heartbeat(run, sent, "").then().body("orders[0].extension.totalSeconds", equalTo(120));
        extend(run.run(), Map.of("until", start.plusSeconds(300).toString(), "reason", "a whole cycle"))
                .body("extension.total", equalTo("240s"));
    }

    @Test
    void isExtendedOnceByARequestThatIsRepeated() {
        Leased run = started();
        var until = Map.of("until", start.plusSeconds(100).toString(), "reason", "a whole cycle");

        extend(run.run(), A_MINUTE, "Idempotency-Key", "one").body("extension.total", equalTo("60s"));
        extend(run.run(), A_MINUTE, "Idempotency-Key", "one").body("extension.total", equalTo("60s"));
        extend(run.run(), Map.of("by", "2min", "reason", "more"), "Idempotency-Key", "one")
                .statusCode(422)
                .body("type", equalTo("urn:burnin:key-reused"));
        extend(run.run(), until).statusCode(422).body("detail", containsString("cancel it to end it earlier"));
        var later = Map.of("until", start.plusSeconds(200).toString(), "reason", "a whole cycle");
        extend(run.run(), later).body("extension.total", equalTo("140s"));
        extend(run.run(), later).body("extension.total", equalTo("140s"));

        get("/runs/{run}/extensions", run.run()).body("longer", contains("60s", "80s"));
    }

    @Test
    void saysWhenItsAgentLearnedOfItTooLate() {
        Leased run = started();
        extend(run.run(), A_MINUTE);

        tell(run, new RunEnded(start.plusSeconds(60), RunEnded.Outcome.FINISHED, Optional.empty(), "", ""));

        get("/runs/{run}", run.run())
                .body("extension.pending", equalTo("60s"))
                .body("plannedEnd", equalTo(start.plusSeconds(60).toString()));
        get("/runs/{run}/events", run.run()).body("items.kind", hasItem("not-extended"));
        extend(run.run(), A_MINUTE).statusCode(409).body("type", equalTo("urn:burnin:run-already-ended"));
    }

    @Test
    void isNotExtendedBeforeItBeginsNorOnceItIsToEnd() {
        String queued = queued(agent, Map.of());
        extend(queued, A_MINUTE).statusCode(422).body("detail", containsString("has not begun"));
        Leased run = agent.leased();

        Api.asAdmin().post("/runs/{run}/cancel", run.run()).then().statusCode(200);

        extend(run.run(), A_MINUTE).statusCode(409).body("detail", containsString("is being ended"));
        get("/runs/{run}", run.run()).body("extension", nullValue());
    }

    @Test
    void isNotExtendedByAnAgentThatCannot() {
        var old = new FakeAgent()
                .knowing(
                        new Abilities(Abilities.all().actions(), Abilities.all().probes()))
                .register();
        Leased run = leased(old, Map.of());

        extend(run.run(), A_MINUTE)
                .statusCode(422)
                .body("type", equalTo("urn:burnin:too-old"))
                .body("detail", containsString("burnin.jar"));
        extend(leased(new FakeAgent().register(), Map.of()).run(), A_MINUTE).statusCode(422);
        extend(leased(agent, Map.of("mode", "rehearsal")).run(), A_MINUTE)
                .statusCode(422)
                .body("detail", containsString("rehearsal"));
    }

    @Test
    void takesOneLengthThatIsOne() {
        String run = started().run();

        extend(run, Map.of("reason", "why not")).statusCode(422);
        extend(run, Map.of("by", "1h", "until", "2099-01-01T00:00:00Z", "reason", "both"))
                .statusCode(422);
        extend(run, Map.of("by", "0s", "reason", "nothing")).statusCode(422);
        extend(run, Map.of("by", "400d", "reason", "for ever")).statusCode(422);
        extend(run, Map.of("by", "1h")).statusCode(422);
        Api.asA("VIEWER")
                .contentType("application/json")
                .body(A_MINUTE)
                .post("/runs/{run}/extend", run)
                .then()
                .statusCode(403);
        agent.post(new Leased(run, 1), sent + 1, List.of(line(new Event(start, "extended", "", Map.of()))))
                .then()
                .statusCode(400);
    }
}
