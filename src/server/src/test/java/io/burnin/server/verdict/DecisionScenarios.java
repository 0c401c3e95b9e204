package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.server.Api;
import io.burnin.server.run.RunId;
import io.burnin.server.run.Runs;
import io.burnin.server.web.Json;
import io.burnin.verdict.Verdict;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people may do with a verdict, and what they may not; run on each database. */
abstract class DecisionScenarios {

    @Inject
    JudgingWatch watch;

    @Inject
    Runs runs;

    @Inject
    Judging judging;

    @Inject
    Json json;

    private static ValidatableResponse get(String path, Object... values) {
        return Api.asAdmin().get(path, values).then();
    }

    private static ValidatableResponse post(String role, String path, Map<String, ?> body, Object... values) {
        return Api.asA(role)
                .contentType("application/json")
                .body(body)
                .post(path, values)
                .then();
    }

    private static ValidatableResponse rejudge(JudgedRun run, Map<String, ?> body) {
        return post("OPERATOR", "/verdicts/{run}/rejudge", body, run.id());
    }

    /** The plan of a run with something in it written otherwise. */
    private static String edited(JudgedRun run, String from, String to) {
        String text = Api.asAdmin()
                .accept("text/yaml")
                .get("/plans/{plan}/versions/1", run.plan())
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    private static final String LATENCY = "green: below 500 ms, yellow: at most 1000 ms";
    private static final String STRICT = "green: below 10 ms";

    @Test
    void saysWhatOtherCriteriaWouldMakeOfARunAndStoresNothing() {
        var run = JudgedRun.started().healthy(40).finished(41);

        post("VIEWER", "/verdicts/{run}/rejudge", Map.of("plan", edited(run, LATENCY, STRICT)), run.id())
                .statusCode(200)
                .body("stored", equalTo(false))
                .body("revision", nullValue())
                .body("before.light", equalTo("GREEN"))
                .body("after.light", equalTo("RED"))
                .body("changes.criterion", contains("latency"))
                .body("changes[0].loosened", equalTo(false))
                .body("changes[0].before.light", equalTo("GREEN"))
                .body("changes[0].after.rule", containsString("below 10 ms"))
                .body("unmeasured", hasSize(0));
        get("/verdicts/{run}/revisions", run.id()).body("revision", contains(1)).body("cause", contains("EVIDENCE"));
    }

    @Test
    void judgesARunThatGoesOnByOtherCriteriaToo() {
        var run = JudgedRun.started().healthy(20).send();

        rejudge(run, Map.of("plan", edited(run, LATENCY, STRICT)))
                .statusCode(200)
                .body("after.provisional", equalTo(true))
                .body("after.light", equalTo("RED"));
        rejudge(run, Map.of("plan", edited(run, LATENCY, STRICT), "store", true, "reason", "x"))
                .statusCode(409)
                .body("type", equalTo("urn:burnin:run-goes-on"));
    }

    @Test
    void keepsAJudgementByAnotherVersionBesideTheVerdict() {
        var run = JudgedRun.started().healthy(40).failure(30).finished(41);
        String lenient = edited(
                run,
                "failures: {increase: front.failures, green: exactly 0",
                "failures: {increase: front.failures, green: below 9");
        Api.asAdmin()
                .contentType("application/yaml")
                .body(lenient.getBytes(StandardCharsets.UTF_8))
                .post("/plans")
                .then()
                .statusCode(201);

        rejudge(run, Map.of("planVersion", 2, "store", true, "reason", "one is allowed"))
                .statusCode(200)
                .body("stored", equalTo(true))
                .body("revision", equalTo(2))
                .body("comparedWith", equalTo(1))
                .body("changes.find { it.criterion == 'failures' }.loosened", equalTo(true));

        watch.look();
        get("/verdicts/{run}", run.id())
                .body("revision", equalTo(1))
                .body("light", equalTo("RED"))
                .body("byOtherCriteria.revision", equalTo(2))
                .body("byOtherCriteria.by", equalTo("a OPERATOR"))
                .body("byOtherCriteria.planVersion", equalTo(2))
                .body("byOtherCriteria.loosened", contains("failures"));
        get("/verdicts/{run}?revision=2", run.id())
                .body("judgement.cause", equalTo("PLAN"))
                .body("judgement.reason", equalTo("one is allowed"))
                .body("changes.criterion", contains("failures"))
                .body("checks.find { it.criterion == 'failures' }.light", equalTo("GREEN"));
        get("/verdicts/{run}/revisions", run.id()).body("cause", contains("EVIDENCE", "PLAN"));
        get("/verdicts/{run}?revision=3", run.id()).statusCode(404).body("detail", containsString("/revisions lists"));
        get("/verdicts?light=red&limit=500")
                .body("items.findAll { it.run == '%s' }.revision".formatted(run.id()), contains(1));
        get("/runs/{run}/report.md", run.id())
                .body(containsString("**By other criteria:** Red by plan version 2, a OPERATOR: one is allowed"));
        get("/runs/{run}/report.html", run.id()).body(containsString("<h2>By other criteria</h2>"));
    }

    /** What the other plan reads elsewhere the run has never read. */
    @Test
    void neverTakesAsMeasuredWhatTheOtherPlanDefinesOtherwise() {
        var run = JudgedRun.started().healthy(40).finished(41);

        rejudge(run, Map.of("plan", edited(run, "/health\"", "/other\"")))
                .statusCode(422)
                .body("detail", containsString("would rest on nothing"))
                .body("unmeasured", hasItem("probe front was another one, or there was none"));
        rejudge(run, Map.of("plan", edited(run, "within: 10s", "within: 9s")))
                .statusCode(200)
                .body("after.light", equalTo("YELLOW"))
                .body("after.checks.findAll { it.test == 'calm' }.state", everyItem(equalTo("INSUFFICIENT")))
                .body("unmeasured", contains("test calm was executed otherwise, or never"));
    }

    @Test
    void refusesCriteriaThatCannotJudgeTheRun() {
        var run = JudgedRun.started().healthy(40).finished(41);
        String same = edited(run, LATENCY, LATENCY);

        rejudge(run, Map.of()).statusCode(422).body("detail", containsString("either planVersion"));
        rejudge(run, Map.of("planVersion", 1, "plan", same)).statusCode(422);
        rejudge(run, Map.of("planVersion", 7)).statusCode(404).body("detail", containsString("has no version 7"));
        rejudge(run, Map.of("plan", same.replace("plan: " + run.plan(), "plan: another")))
                .statusCode(422)
                .body("detail", containsString("the run is one of " + run.plan()));
        rejudge(run, Map.of("plan", same.replace("short:", "long:")))
                .statusCode(422)
                .body("type", equalTo("urn:burnin:invalid-plan"));
        rejudge(run, Map.of("plan", "burnin: 1")).statusCode(422).body("type", equalTo("urn:burnin:invalid-plan"));
        rejudge(run, Map.of("plan", same, "store", true)).statusCode(422).body("detail", containsString("reason"));
        post("AUTHOR", "/verdicts/{run}/rejudge", Map.of("plan", same, "store", true, "reason", "x"), run.id())
                .statusCode(403)
                .body("detail", containsString("operator"));
        get("/verdicts/{run}/revisions", run.id()).body("cause", not(hasItem("PLAN")));
    }

    private static Map<String, Object> stretch(int from, int to) {
        return Map.of(
                "from",
                JudgedRun.START.plusSeconds(from).toString(),
                "to",
                JudgedRun.START.plusSeconds(to).toString(),
                "kind",
                "DISTURBANCE",
                "reason",
                "the network was down");
    }

    private static ValidatableResponse exclude(JudgedRun run, int from, int to) {
        return post("OPERATOR", "/runs/{run}/exclusions", stretch(from, to), run.id());
    }

    @Test
    void countsAnewWithoutWhatIsExcluded() {
        var run = JudgedRun.started()
                .healthy(120)
                .samples("front.latency", 60, 66, 9_000)
                .finished(121);
        get("/verdicts/{run}", run.id()).body("checks.find { it.criterion == 'latency' }.samples", equalTo(125));

        String id = exclude(run, 50, 61)
                .statusCode(201)
                .body("by", equalTo("a OPERATOR"))
                .body("kind", equalTo("DISTURBANCE"))
                .body("withdrawn", nullValue())
                .extract()
                .path("id");

        get("/verdicts/{run}", run.id())
                .body("revision", equalTo(2))
                .body("light", equalTo("GREEN"))
                .body("exclusions.reason", contains("the network was down"))
                .body("checks.find { it.criterion == 'latency' }.samples", equalTo(125 - 11 - 7));
        get("/verdicts/{run}/revisions", run.id()).body("cause", contains("EVIDENCE", "EXCLUSION"));
        get("/runs/{run}/report.md", run.id())
                .body(containsString(
                        "**Excluded:** 10:00:50 to 10:01:01 (11 s), disturbance, a OPERATOR: the network"));
        get("/runs/{run}/report.html", run.id()).body(containsString("Excluded: 10:00:50"));

        post("OPERATOR", "/runs/{run}/exclusions/{id}/withdraw", Map.of("reason", "it was not"), run.id(), id)
                .statusCode(200)
                .body("withdrawn.reason", equalTo("it was not"));

        get("/verdicts/{run}", run.id())
                .body("revision", equalTo(3))
                .body("exclusions", hasSize(0))
                .body("checks.find { it.criterion == 'latency' }.samples", equalTo(125));
        get("/runs/{run}/exclusions", run.id()).body("withdrawn.by", contains("a OPERATOR"));
    }

    @Test
    void makesNothingGreenByExcludingIt() {
        var tooMuch = JudgedRun.started().healthy(100).finished(101);
        var event = JudgedRun.started().healthy(100).failure(30).finished(101);
        get("/verdicts/{run}", tooMuch.id()).body("light", equalTo("GREEN"));

        exclude(tooMuch, 20, 40).statusCode(201);
        exclude(event, 29, 32).statusCode(201);

        get("/verdicts/{run}", tooMuch.id())
                .body("light", equalTo("YELLOW"))
                .body("exitCode", equalTo(30))
                .body("reasons.text", hasItem(containsString("more than 10 %")));
        get("/runs/{run}", tooMuch.id()).body("light", equalTo("YELLOW"));
        get("/verdicts/{run}", event.id())
                .body("light", equalTo("YELLOW"))
                .body("exitCode", equalTo(10))
                .body("checks.find { it.criterion == 'failures' }.exemplars", hasSize(1))
                .body("reasons.text", hasItem(containsString("never better than yellow")));
    }

    @Test
    void excludesWhatIsAnnouncedWhileTheRunGoesOn() {
        var run = JudgedRun.started().healthy(20).send();
        String before = get("/verdicts/{run}", run.id()).extract().header("ETag");

        exclude(run, 25, 28).statusCode(201);

        get("/verdicts/{run}", run.id())
                .header("ETag", not(equalTo(before)))
                .body("exclusions", hasSize(1))
                .body("revision", nullValue());
        run.failure(26).send();
        watch.look();
        assertThat(run.orders()).isEmpty();
    }

    @Test
    void refusesToExcludeWhatIsNotOfTheRun() {
        var run = JudgedRun.started().healthy(40).finished(41);

        exclude(run, 30, 42)
                .statusCode(422)
                .body("detail", containsString("lasted from 2026-03-01T10:00:00Z to 2026-03-01T10:00:41Z"));
        exclude(run, -1, 5).statusCode(422);
        exclude(run, 5, 5).statusCode(422).body("detail", containsString("is not after"));
        post("VIEWER", "/runs/{run}/exclusions", stretch(1, 2), run.id()).statusCode(403);
        post("OPERATOR", "/runs/{run}/exclusions", Map.of("kind", "WEATHER"), run.id())
                .statusCode(400)
                .body("detail", containsString("one of MAINTENANCE, DISTURBANCE, MEASUREMENT, OTHER"));
        post(
                        "OPERATOR",
                        "/runs/{run}/exclusions/{id}/withdraw",
                        Map.of("reason", "x"),
                        run.id(),
                        "00000000-0000-0000-0000-000000000000")
                .statusCode(404);
        get("/verdicts/{run}", run.id()).body("revision", equalTo(1));
    }

    private static String in(Duration time) {
        return Instant.now().plus(time).toString();
    }

    private static ValidatableResponse override(JudgedRun run, String light) {
        return post(
                "OPERATOR",
                "/runs/{run}/decisions",
                Map.of("kind", "OVERRIDE", "light", light, "reason", "one is known", "until", in(Duration.ofDays(9))),
                run.id());
    }

    @Test
    void keepsTheComputedVerdictBesideAnOverride() {
        var run = JudgedRun.started().healthy(40).failure(30).finished(41);

        String id = override(run, "GREEN").statusCode(201).extract().path("id");

        get("/verdicts/{run}", run.id())
                .body("light", equalTo("RED"))
                .body("exitCode", equalTo(20))
                .body("decisions.by", contains("a OPERATOR"))
                .body("decisions[0].seen", equalTo("RED"))
                .body("withDecisions.light", equalTo("GREEN"))
                .body("withDecisions.exitCode", equalTo(0))
                .body("unasked.light", equalTo("RED"));
        get("/runs/{run}", run.id()).body("light", equalTo("RED"));
        get("/runs/{run}/report.md", run.id())
                .body(containsString("**Status:** Red  \n**Overridden:** Green instead of Red by a OPERATOR, until "))
                .body(containsString("**With what people decided:** Green; computed: Red"));
        get("/runs/{run}/report.html", run.id()).body(containsString("Overridden: Green instead of Red"));
        get("/runs/{run}/gate", run.id()).statusCode(409).body("light", equalTo("RED"));
        get("/runs/{run}/gate?overrides=honour", run.id())
                .statusCode(200)
                .body("light", equalTo("GREEN"))
                .body("computed", equalTo("RED"))
                .body("decisions.reason", contains("one is known"));
        get("/runs/{run}/gate?overrides=yes", run.id()).statusCode(422);

        post("OPERATOR", "/runs/{run}/decisions/{id}/withdraw", Map.of("reason", "it is not"), run.id(), id)
                .statusCode(200);

        get("/runs/{run}/gate?overrides=honour", run.id()).statusCode(409);
        get("/runs/{run}/decisions", run.id()).body("withdrawn.reason", contains("it is not"));
    }

    /** What people know may close a gate though nobody asks for it. */
    @Test
    void letsAnOverrideMakeTheGateWorseUnasked() {
        var run = JudgedRun.started().healthy(40).finished(41);
        get("/runs/{run}/gate", run.id()).statusCode(200);

        override(run, "RED").statusCode(201);

        get("/runs/{run}/gate", run.id()).statusCode(409).body("computed", equalTo("GREEN"));
        get("/verdicts/{run}", run.id()).body("unasked.exitCode", equalTo(20));
    }

    @Test
    void acceptsWhatSpeaksAgainstARun() {
        var run = JudgedRun.started()
                .healthy(40)
                .samples("front.latency", 20, 39, 700)
                .finished(41);
        get("/verdicts/{run}", run.id()).body("light", equalTo("YELLOW"));
        Map<String, String> acceptance = Map.of(
                "kind",
                "ACCEPT",
                "subject",
                "latency",
                "reason",
                "until the new disk",
                "until",
                in(Duration.ofDays(9)));

        post("OPERATOR", "/runs/{run}/decisions", acceptance, run.id())
                .statusCode(201)
                .body("seen", equalTo("YELLOW"));

        get("/verdicts/{run}", run.id()).body("light", equalTo("YELLOW")).body("withDecisions.light", equalTo("GREEN"));
        get("/runs/{run}/findings", run.id()).body("action", contains("ACCEPT"));
        get("/runs/{run}/gate?overrides=honour", run.id()).statusCode(200);
    }

    @Test
    void mutesACriterionInAllRunsOfAPlan() {
        var run = JudgedRun.started()
                .healthy(40)
                .samples("front.latency", 20, 39, 700)
                .finished(41);
        Map<String, String> mute =
                Map.of("criterion", "latency", "reason", "the disk is slow", "until", in(Duration.ofDays(9)));

        String id = post("OPERATOR", "/plans/{plan}/mutes", mute, run.plan())
                .statusCode(201)
                .extract()
                .path("id");

        get("/verdicts/{run}", run.id())
                .body("light", equalTo("YELLOW"))
                .body("decisions.kind", contains("MUTE"))
                .body("withDecisions.light", equalTo("GREEN"));
        get("/plans/{plan}/mutes", run.plan()).body("subject", contains("latency"));
        post("OPERATOR", "/plans/{plan}/mutes/{id}/withdraw", Map.of("reason", "x"), run.plan(), id)
                .statusCode(200);
        get("/verdicts/{run}", run.id()).body("decisions", hasSize(0)).body("withDecisions.light", equalTo("YELLOW"));
    }

    @Test
    void refusesDecisionsWithoutEndOrSense() {
        var run = JudgedRun.started().healthy(40).failure(30).finished(41);
        var running = JudgedRun.started().healthy(20).send();
        String never = in(Duration.ofDays(999));
        String soon = in(Duration.ofDays(1));

        post("OPERATOR", "/runs/{run}/decisions", Map.of("kind", "OVERRIDE", "light", "GREEN", "reason", "x"), run.id())
                .statusCode(422)
                .body("detail", containsString("until"));
        post(
                        "OPERATOR",
                        "/runs/{run}/decisions",
                        Map.of("kind", "OVERRIDE", "light", "GREEN", "reason", "x", "until", never),
                        run.id())
                .statusCode(422)
                .body("detail", containsString("within a year"));
        post(
                        "OPERATOR",
                        "/runs/{run}/decisions",
                        Map.of("kind", "ACCEPT", "subject", "reads", "reason", "x", "until", soon),
                        run.id())
                .statusCode(422)
                .body("detail", containsString("what does is failures, calm/answers"));
        override(running, "GREEN").statusCode(409);
        post(
                        "VIEWER",
                        "/runs/{run}/decisions",
                        Map.of("kind", "OVERRIDE", "light", "GREEN", "reason", "x", "until", soon),
                        run.id())
                .statusCode(403);
        post(
                        "OPERATOR",
                        "/plans/{plan}/mutes",
                        Map.of("criterion", "latenzy", "reason", "x", "until", soon),
                        run.plan())
                .statusCode(422)
                .body("detail", containsString("it has latency, failures"));
        get("/runs/{run}/decisions", run.id()).body("$", hasSize(0));
    }

    @Test
    void readsVerdictsThatWereStoredBeforeAnythingCouldBeExcluded() {
        var run = JudgedRun.started().healthy(40).finished(41);
        Verdict verdict =
                judging.of(runs.require(new RunId(UUID.fromString(run.id())))).verdict();
        String now = json.write(verdict);
        String then = now.replace(",\"exclusions\":[]", "");

        assertThat(then).isNotEqualTo(now);
        assertThat(json.read(then, new TypeReference<Verdict>() {})).isEqualTo(verdict);
    }
}
